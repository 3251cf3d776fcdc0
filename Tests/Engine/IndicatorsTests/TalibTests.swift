import Foundation
import Testing

@testable import TickmarkIndicators

/// TA-Lib's values of the same bars; `Fixtures/talib/talib_oracle.py` has made them.
@Suite struct TalibTests {
  static let lists =
    [2, 5, 20, 50].flatMap { period in ["sma", "ema", "minmax"].map { "\($0):\(period)" } }
    + [2, 5, 20, 50].map { "wma:\($0)" } + [2, 14, 30].flatMap { ["rsi:\($0)", "roc:\($0)"] }
    + ["macd:12/26/9", "macd:3/10/16", "macd:5/6/2", "volume-sma:5", "volume-sma:20", "obv"]
    + ["stoch:14/3/3", "stoch:5/1/3", "stoch:20/5/2"]

  @Test(arguments: lists, SingleIndicatorTests.variants)
  func `every value is TA-Lib's to 1e-9, gaps included`(_ list: String, _ variant: String) throws {
    let expected = try Self.table("expected")
    let columns = try Self.bars().columns(list, variant: variant)
    #expect(!columns.isEmpty)
    for (column, values) in columns {
      let theirs = try #require(expected[column], "\(column) is not in the fixture")
      #expect(firstDifference(values, theirs, relative: 1e-9) == nil, "\(column)")
    }
  }

  private static func bars() throws -> Bars {
    let input = try table("input")
    func series(_ name: String) throws -> [Double] { try #require(input[name]) }
    return try Bars(
      closes: series("close"), highs: series("high"), lows: series("low"), volumes: series("volume"),
      index: series("index"))
  }

  private static func table(_ file: String) throws -> Columns { try Fixture.table("talib", file) }
}
