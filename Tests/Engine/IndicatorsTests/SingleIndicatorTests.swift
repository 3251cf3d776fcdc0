import Testing

@testable import TickmarkIndicators

/// What holds for every single indicator.
@Suite struct SingleIndicatorTests {
  /// An indicator, and after how many rows a spoiled bar is forgotten; never by one that looks back to its beginning.
  struct Sample: CustomTestStringConvertible {
    let list: String
    let forgetsAfter: Int?

    var testDescription: String { list }
  }

  static let samples = [
    Sample(list: "sma:20", forgetsAfter: 20), Sample(list: "ema:12", forgetsAfter: nil),
    Sample(list: "minmax:20", forgetsAfter: 20),
    Sample(list: "bollinger:20/2/1", forgetsAfter: 20), Sample(list: "deviation:20/0", forgetsAfter: 20),
    Sample(list: "zscore:20/1", forgetsAfter: 20),
    Sample(list: "correlation:20", forgetsAfter: 21), Sample(list: "beta:20", forgetsAfter: 21),
    Sample(list: "atr:14", forgetsAfter: nil), Sample(list: "adx:14", forgetsAfter: nil),
    Sample(list: "wma:20", forgetsAfter: 20), Sample(list: "rsi:14", forgetsAfter: nil),
    Sample(list: "simple-rsi:14", forgetsAfter: 15), Sample(list: "macd:12/26/9", forgetsAfter: nil),
    Sample(list: "roc:10", forgetsAfter: 11), Sample(list: "returns", forgetsAfter: 2),
    Sample(list: "log-returns", forgetsAfter: 2), Sample(list: "volume-sma:20", forgetsAfter: 20),
    Sample(list: "obv", forgetsAfter: nil), Sample(list: "stoch:14/3/3", forgetsAfter: 18),
  ]
  static let variants = ["scalar", "simd", "fused"]

  @Test func `every indicator of the catalogue has a sample`() {
    for type in IndicatorCatalog.all {
      #expect(
        Self.samples.contains { $0.list.split(separator: ":").first.map(String.init) == type.name }, "\(type.name)")
    }
  }

  @Test(arguments: samples, variants) func `every column begins after the look-back`(
    _ sample: Sample, _ variant: String
  ) throws {
    let indicator = try #require(IndicatorCatalog.indicators(sample.list).first)
    let columns = try Bars.walk(150, seed: 3).columns(sample.list, variant: variant)
    #expect(Set(columns.keys) == Set(indicator.columns))
    #expect(indicator.lookBacks.max() == indicator.lookBack)
    for (column, lookBack) in zip(indicator.columns, indicator.lookBacks) {
      let values = try #require(columns[column])
      #expect(values.firstIndex { !$0.isNaN } == lookBack, "\(column)")
      #expect(!values[lookBack...].contains { $0.isNaN }, "\(column)")
    }
  }

  @Test(arguments: samples, [Double.nan, .infinity, -.infinity]) func `a gap gives a gap on its day`(
    _ sample: Sample, _ gap: Double
  ) throws {
    var bars = Bars.walk(150, seed: 4)
    bars.spoil(100, with: gap)
    for (column, values) in try bars.columns(sample.list, variant: "simd") {
      #expect(values[100].isNaN && !values[99].isNaN, "\(column)")
    }
  }

  @Test(arguments: samples, [Double.nan, .infinity, 1e300])
  func `a spoiled bar leaves no trace once it has left the window`(_ sample: Sample, _ spoil: Double) throws {
    guard let forgetsAfter = sample.forgetsAfter else { return }
    let bars = Bars.walk(200, seed: 9)
    let plain = try bars.columns(sample.list, variant: "simd")
    // Each of the places in a block.
    for place in 60..<60 + forgetsAfter {
      var spoiled = bars
      spoiled.spoil(place, with: spoil)
      let columns = try spoiled.columns(sample.list, variant: "simd")
      let isSeen = columns.contains { !sameBits($1[place...], plain[$0]?[place...] ?? []) }
      #expect(isSeen, "the bar at \(place)")
      for (column, values) in columns {
        let after = (place + forgetsAfter)...
        let isForgotten = sameBits(values[after], try #require(plain[column])[after])
        #expect(isForgotten, "\(column), spoiled at \(place)")
      }
    }
  }

  @Test(arguments: samples, [Double.nan, .infinity]) func `a missing day is as if it had not been`(
    _ sample: Sample, _ gap: Double
  ) throws {
    // Of a recursion; of a window it is not.
    guard sample.forgetsAfter == nil else { return }
    var bars = Bars.walk(150, seed: 5)
    bars.spoil(70, with: gap)
    var shorter = bars
    for series in [\Bars.closes, \.highs, \.lows, \.volumes, \.index] { shorter[keyPath: series].remove(at: 70) }
    let expected = try shorter.columns(sample.list, variant: "simd")
    for (column, values) in try bars.columns(sample.list, variant: "simd") {
      let isSame = sameBits(values[..<70] + values[71...], try #require(expected[column]))
      #expect(isSame, "\(column)")
    }
  }

  @Test(arguments: samples) func `a stream that begins again is as a new one`(_ sample: Sample) throws {
    func values<Parameters: Indicator>(_ indicator: Parameters) -> [[Double]] {
      var stream = indicator.stream()
      return (0..<2).map { _ in
        stream.restart()
        return Walk.of(100, seed: 2).flatMap { close in
          let bar = IndicatorBar(close: close, high: close + 1, low: close - 1, volume: close, index: close)
          let values = stream.update(bar)
          return (0..<Parameters.columnCount).map { Parameters.Steps.column($0, of: values) }
        }
      }
    }
    let indicator = try #require(IndicatorCatalog.indicators(sample.list).first)
    let series = values(indicator)
    #expect(sameBits(series[0], series[1]))
  }
}
