import Testing

@testable import TickmarkIndicators

/// Laws of what is made of highs, lows and closes.
@Suite struct RangeTests {
  static let variants = SingleIndicatorTests.variants

  /// In eighths, so that mirror images are exact.
  private static func bars(_ count: Int, seed: UInt64) -> Bars {
    let closes = Walk.eighths(count, seed: seed)
    let (above, below) = (Walk.eighths(count, seed: seed + 1), Walk.eighths(count, seed: seed + 2))
    return Bars(
      closes: closes, highs: zip(closes, above).map { $0 + $1 / 64 }, lows: zip(closes, below).map { $0 - $1 / 64 })
  }

  @Test(arguments: variants) func `in the mirror up is down, and range and strength stay`(_ variant: String) throws {
    let bars = Self.bars(150, seed: 21)
    let mirrored = Bars(
      closes: bars.closes.map { 4_096 - $0 }, highs: bars.lows.map { 4_096 - $0 }, lows: bars.highs.map { 4_096 - $0 })
    let plain = try bars.columns("atr:14,adx:14", variant: variant)
    let images = try mirrored.columns("atr:14,adx:14", variant: variant)
    for (column, image) in [
      ("atr_14", "atr_14"), ("adx_14", "adx_14"), ("plus_di_14", "minus_di_14"), ("minus_di_14", "plus_di_14"),
    ] {
      let isSame = sameBits(try #require(plain[column]), try #require(images[image]))
      #expect(isSame, "\(column)")
    }
  }

  @Test(arguments: variants) func `a range counts the way from the close before`(_ variant: String) throws {
    let bars = Bars(closes: [10, 14, 8, 8], highs: [10, 14, 9, 10], lows: [10, 13, 8, 7])
    let ranges = try #require(bars.columns("atr:1", variant: variant)["atr_1"])
    #expect(sameBits(ranges, [.nan, 4, 6, 3]))
  }

  @Test(arguments: ["simd", "fused"]) func `a range that overflows is the same in every variant`(
    _ variant: String
  ) throws {
    var bars = Self.bars(80, seed: 23)
    bars.highs[50] = 1.7e308
    bars.lows[50] = -1.7e308
    let expected = try bars.columns("atr:5,adx:5", variant: "scalar")
    for (column, values) in try bars.columns("atr:5,adx:5", variant: variant) {
      let isSame = sameBits(values, try #require(expected[column]))
      #expect(isSame && !values[49].isNaN, "\(column)")
    }
  }

  @Test(arguments: variants) func `prices that only rise have nothing but plus, and full strength`(
    _ variant: String
  ) throws {
    let closes = (0..<60).map { 100 + Double($0) }
    let columns = try Bars(closes: closes, highs: closes, lows: closes).columns("adx:5", variant: variant)
    #expect(try #require(columns["plus_di_5"]).dropFirst(5).allSatisfy { abs($0 - 100) < 1e-9 })
    #expect(try #require(columns["minus_di_5"]).dropFirst(5).allSatisfy { $0 == 0 })
    #expect(try #require(columns["adx_5"]).dropFirst(9).allSatisfy { abs($0 - 100) < 1e-9 })
  }

  @Test(arguments: variants) func `prices that stand still have no range and no direction`(_ variant: String) throws {
    let closes = Array(repeating: 100.1, count: 40)
    let columns = try Bars(closes: closes, highs: closes, lows: closes).columns("atr:5,adx:5", variant: variant)
    for (column, begin) in [("atr_5", 5), ("plus_di_5", 5), ("minus_di_5", 5), ("adx_5", 9)] {
      #expect(try #require(columns[column]).dropFirst(begin).allSatisfy { $0 == 0 }, "\(column)")
    }
  }

  @Test(arguments: ["high", "low", "close"], variants) func `a bar without one of its three is missing altogether`(
    _ part: String, _ variant: String
  ) throws {
    var bars = Self.bars(80, seed: 22)
    var shorter = bars
    for series in [\Bars.closes, \.highs, \.lows] { shorter[keyPath: series].remove(at: 50) }
    switch part {
    case "high": bars.highs[50] = .nan
    case "low": bars.lows[50] = .infinity
    default: bars.closes[50] = -.infinity
    }
    let expected = try shorter.columns("atr:5,adx:5", variant: variant)
    for (column, values) in try bars.columns("atr:5,adx:5", variant: variant) {
      let isSame = sameBits(values[..<50] + values[51...], try #require(expected[column]))
      #expect(isSame && values[50].isNaN, "\(column)")
    }
  }
}
