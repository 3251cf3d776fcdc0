import Foundation
import Testing

@testable import TickmarkIndicators

/// TA-Lib's values of the same bars; `Fixtures/talib/talib_oracle.py` has made them.
@Suite struct TalibTests {
  static let lists = [
    of(["sma", "ema", "minmax"], [2, 5, 20, 50]),
    of(["deviation"], ["2/0", "2/1", "5/0", "5/1", "20/0", "20/1", "50/0", "50/1"]),
    of(["bollinger"], ["20/2/0", "20/2/1", "5/1.5/0", "5/1.5/1"]),
    of(["correlation", "beta"], [5, 30, 60]),
    of(["atr", "adx", "rsi", "roc"], [2, 14, 30]),
    of(["wma"], [2, 5, 20, 50]), of(["volume-sma"], [5, 20]), ["obv"],
    of(["macd"], ["12/26/9", "3/10/16", "5/6/2"]), of(["stoch"], ["14/3/3", "5/1/3", "20/5/2"]),
  ].flatMap(\.self)

  /// Each name with each of the parameters.
  private static func of<Parameters>(_ names: [String], _ parameters: [Parameters]) -> [String] {
    parameters.flatMap { parameters in names.map { "\($0):\(parameters)" } }
  }

  @Test(arguments: lists, SingleIndicatorTests.variants)
  func `every value is TA-Lib's to 1e-9, gaps included`(_ list: String, _ variant: String) throws {
    let expected = try Self.table("expected")
    let columns = try Self.bars().columns(list, variant: variant)
    #expect(!columns.isEmpty)
    for (column, values) in columns {
      let theirs = try #require(expected[column], "\(column) is not in the fixture")
      // TA-Lib's beta subtracts raw sums: of a stock that stands still it leaves 1.6e-15 where 0 is right.
      let absolute = column.hasPrefix("beta") ? 1e-12 : 0
      #expect(firstDifference(values, theirs, relative: 1e-9, absolute: absolute) == nil, "\(column)")
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
