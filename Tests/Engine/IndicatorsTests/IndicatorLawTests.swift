import Foundation
import Testing

@testable import TickmarkIndicators

/// What follows from the formulas of the single indicators, and what TA-Lib's values do not show.
@Suite struct IndicatorLawTests {
  static let variants = SingleIndicatorTests.variants

  @Test(arguments: variants, [1, 2, 7, 20])
  func `the weighted average of a straight line lies a third of the window back`(_ variant: String, _ period: Int)
    throws
  {
    let closes = (0..<60).map { 50 + 0.25 * Double($0) }
    let values = try column("wma:\(period)", of: closes, variant)
    let expected = closes.map { $0 - 0.25 * Double(period - 1) / 3 }
    #expect(firstDifference(Array(values[(period - 1)...]), Array(expected[(period - 1)...]), relative: 1e-15) == nil)
  }

  @Test(arguments: variants, ["rsi:5", "simple-rsi:5"])
  func `only gains are 100, only losses 0, and no move is a gap`(_ variant: String, _ list: String) throws {
    let rising = try column(list, of: (0..<40).map { 10 + 0.1 * Double($0) }, variant)
    let falling = try column(list, of: (0..<40).map { 10 - 0.1 * Double($0) }, variant)
    let flat = try column(list, of: Array(repeating: 0.1, count: 40), variant)
    #expect(rising[5...].allSatisfy { $0 == 100 })
    #expect(falling[5...].allSatisfy { $0 == 0 })
    #expect(flat.allSatisfy { $0.isNaN })
  }

  @Test(arguments: variants, ["rsi:14", "simple-rsi:14", "rsi:2"])
  func `the mirror image of a series has the complement as its index`(_ variant: String, _ list: String) throws {
    let closes = Walk.eighths(150, seed: 8)
    let plain = try column(list, of: closes, variant)
    let mirrored = try column(list, of: closes.map { 500 - $0 }, variant)
    #expect(firstDifference(mirrored, plain.map { 100 - $0 }, relative: 1e-12, absolute: 1e-11) == nil)
  }

  @Test(arguments: variants) func `the simple index of 14 rows is the one of the set seed`(_ variant: String) throws {
    let closes = Walk.of(150, seed: 6)
    for implementation in Implementation.seed {
      let expected = try #require(implementation.columns(closes)["rsi"])
      let isSame = sameBits(try column("simple-rsi:14", of: closes, variant), expected)
      #expect(isSame, "\(implementation)")
    }
  }

  @Test(arguments: variants) func `the return is the rate of change over one day, and that of two days two of them`(
    _ variant: String
  ) throws {
    let closes = Walk.of(150, seed: 12)
    let returns = try column("returns", of: closes, variant)
    let percent = try column("roc:1", of: closes, variant)
    let logs = try column("log-returns", of: closes, variant)
    let twoDays = try column("roc:2", of: closes, variant)
    #expect(sameBits(returns.map { 100 * $0 }, percent))
    let added = [.nan] + zip(logs, logs.dropFirst()).map { 100 * (Foundation.exp($0 + $1) - 1) }
    #expect(firstDifference(added, twoDays, relative: 1e-9, absolute: 1e-12) == nil)
  }

  @Test(arguments: variants) func `the volumes of days that rise count up, of days that fall down`(_ variant: String)
    throws
  {
    let bars = Bars(closes: [10, 11, 11, .nan, 10, 12, 12.5], volumes: [5, 7, 11, 13, 17, .nan, 19])
    let values = try #require(try bars.columns("obv", variant: variant)["obv"])
    #expect(sameBits(values, [5, 12, 12, .nan, -5, .nan, 14]))
  }

  @Test(arguments: variants)
  func `the oscillator is 100 at the highest high, 0 at the lowest low, and a gap if there is one price`(
    _ variant: String
  ) throws {
    func k(_ closes: [Double], high: Double, low: Double) throws -> ArraySlice<Double> {
      let bars = Bars(closes: closes, highs: closes.map { $0 + high }, lows: closes.map { $0 - low })
      return try #require(try bars.columns("stoch:5/1/2", variant: variant)["stoch_k_5_1_2"])[5...]
    }
    let rising = (0..<40).map { 50 + 0.125 * Double($0) }
    let top = try k(rising, high: 0, low: 1)
    let bottom = try k(rising.reversed(), high: 1, low: 0)
    let flat = try k(Array(repeating: 7, count: 40), high: 0, low: 0)
    #expect(top.allSatisfy { $0 == 100 })
    #expect(bottom.allSatisfy { $0 == 0 })
    #expect(flat.allSatisfy { $0.isNaN })
  }

  @Test func `a fast average that is not the shorter one is refused`() {
    let shorter = IndicatorParameter(name: "fast", range: 1...25, isWhole: true, standard: 1)
    for fast in [26.0, 100] {
      let error = IndicatorError.badParameter("macd", shorter, given: IndicatorParameter.text(fast))
      #expect(throws: error) { try MACD([fast, 26, 9]) }
    }
  }

  private func column(_ list: String, of closes: [Double], _ variant: String) throws -> [Double] {
    let columns = try Bars(closes: closes).columns(list, variant: variant)
    return try #require(columns.values.first)
  }
}
