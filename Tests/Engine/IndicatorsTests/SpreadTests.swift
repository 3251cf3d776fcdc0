import Testing

@testable import TickmarkIndicators

/// Laws of what is made of a window's deviations from its mean.
@Suite struct SpreadTests {
  static let variants = SingleIndicatorTests.variants

  @Test(arguments: ["deviation:20/1", "zscore:20/0"], variants) func `an offset of 2³⁰ changes no bit`(
    _ list: String, _ variant: String
  ) throws {
    // Eighths, so that the offset itself rounds nothing.
    let closes = Walk.eighths(150, seed: 11)
    let plain = try Bars(closes: closes).columns(list, variant: variant)
    let shifted = try Bars(closes: closes.map { $0 + 0x1p30 }).columns(list, variant: variant)
    for (column, values) in plain {
      let isSame = sameBits(values, try #require(shifted[column]))
      #expect(isSame, "\(column)")
    }
  }

  @Test(arguments: variants) func `a score is the distance from the mean in deviations`(_ variant: String) throws {
    let closes = Walk.of(150, seed: 12)
    let scores = try #require(Bars(closes: closes).columns("zscore:20/1", variant: variant)["zscore_20_1"])
    let expected = closes.indices.map { row in
      guard row >= 19 else { return Double.nan }
      let window = closes[row - 19...row]
      let mean = window.reduce(0, +) / 20
      let scatter = window.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      return (closes[row] - mean) / (scatter / 19).squareRoot()
    }
    #expect(firstDifference(scores, expected, relative: 1e-9, absolute: 1e-12) == nil)
  }

  @Test(arguments: variants, 0..<20) func `equal closes have a deviation of 0, wherever in a block they begin`(
    _ variant: String, _ start: Int
  ) throws {
    let walk = Walk.of(60 + start, seed: 13)
    let bars = Bars(closes: walk + Array(repeating: 100.1, count: 60))
    let columns = try bars.columns("deviation:20/1,bollinger:20/2/0,zscore:20/0", variant: variant)
    let flat = (walk.count + 19)...
    func values(_ column: String) throws -> ArraySlice<Double> { try #require(columns[column])[flat] }
    #expect(try values("deviation_20_1").allSatisfy { $0 == 0 })
    #expect(try values("bb_upper_20_2_0").allSatisfy { $0 == 100.1 })
    #expect(try values("bb_lower_20_2_0").allSatisfy { $0 == 100.1 })
    #expect(try values("zscore_20_0").allSatisfy(\.isNaN))
  }

  @Test(arguments: variants) func `the band lies its width about the mean, and deviation is its unit`(
    _ variant: String
  ) throws {
    let columns = try Bars.walk(150, seed: 14).columns("bollinger:20/1/1,deviation:20/1", variant: variant)
    let (upper, middle) = (try #require(columns["bb_upper_20_1_1"]), try #require(columns["bb_middle_20_1_1"]))
    let (lower, deviation) = (try #require(columns["bb_lower_20_1_1"]), try #require(columns["deviation_20_1"]))
    #expect(sameBits(upper, zip(middle, deviation).map { $0 + $1 }))
    #expect(sameBits(lower, zip(middle, deviation).map { $0 - $1 }))
  }

  @Test(arguments: variants) func `an index has a correlation and a beta of 1 to itself`(_ variant: String) throws {
    let closes = Walk.of(150, seed: 15)
    let columns = try Bars(closes: closes, index: closes).columns("correlation:20,beta:20", variant: variant)
    let ones = closes.indices.map { $0 < 20 ? Double.nan : 1 }
    for (column, values) in columns {
      #expect(firstDifference(values, ones, relative: 1e-12) == nil, "\(column)")
    }
  }

  @Test(arguments: variants, [-2.0, 0.5]) func `returns that are a multiple of the index's have that multiple as beta`(
    _ variant: String, _ multiple: Double
  ) throws {
    let index = Walk.of(150, seed: 16)
    var closes = [100.0]
    for (level, before) in zip(index.dropFirst(), index) {
      closes.append(closes[closes.count - 1] * (1 + multiple * (level / before - 1)))
    }
    let columns = try Bars(closes: closes, index: index).columns("correlation:20,beta:20", variant: variant)
    let (correlation, beta) = (try #require(columns["correlation_20"]), try #require(columns["beta_20"]))
    let sign = multiple < 0 ? -1.0 : 1
    #expect(
      firstDifference(correlation, index.indices.map { $0 < 20 ? .nan : sign }, relative: 1e-9) == nil)
    #expect(firstDifference(beta, index.indices.map { $0 < 20 ? .nan : multiple }, relative: 1e-9) == nil)
  }

  @Test(arguments: variants) func `a correlation lies between -1 and 1`(_ variant: String) throws {
    let index = Walk.of(400, seed: 17)
    for closes in [index, index.map { 1e4 / $0 }, Walk.of(400, seed: 18)] {
      let correlation = try #require(
        Bars(closes: closes, index: index).columns("correlation:2", variant: variant)["correlation_2"])
      #expect(correlation.dropFirst(2).allSatisfy { (-1...1).contains($0) })
    }
  }

  @Test(arguments: variants) func `what stands still has a correlation and a beta of 0`(_ variant: String) throws {
    let (walk, still) = (Walk.of(60, seed: 19), Array(repeating: 100.1, count: 60))
    for bars in [Bars(closes: walk, index: still), Bars(closes: still, index: walk)] {
      let columns = try bars.columns("correlation:20,beta:20", variant: variant)
      for (column, values) in columns { #expect(values.dropFirst(20).allSatisfy { $0 == 0 }, "\(column)") }
    }
  }
}
