import Foundation
import TickmarkBacktest
import TickmarkFrames
import Testing

/// Inputs of the tracker and what an independent implementation made of them.
struct ReferenceCase {
  static let names = [
    "doc_100x10_monthly", "edge_260x12_clean", "edge_260x12_nanexits", "one_day_1x4", "small_120x8_monthly",
    "tiny_12x3_monthly", "two_days_2x4",
  ]

  struct ExpectedTrade {
    let exitDay, asset, entryDay, duration: Int
    let entryPrice, exitPrice, quantity: Double
  }

  let days: Int
  let assets: Int
  let statistics: [String: Double]
  let trades: [ExpectedTrade]
  let margin: [Double]
  private let weights, prices, costs: [Double]
  private let dates: [Day]
  private let capital: Double

  init(_ name: String) throws {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(name)")
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: folder.appending(path: "expected.json")))
    days = expected.T
    assets = expected.N
    capital = expected.portfolio_value
    statistics = expected.perday_stats.mapValues(\.value)
    margin = expected.margin.map(\.value)
    trades = try expected.trades.map { row in
      func value(_ column: String) throws -> Double {
        row[try #require(expected.trade_columns.firstIndex(of: column))].value
      }
      return try ExpectedTrade(
        exitDay: Int(value("exit_idx")), asset: Int(value("asset")), entryDay: Int(value("entry_idx")),
        duration: Int(value("duration_calendar_days")), entryPrice: value("entry_price"),
        exitPrice: value("exit_price"), quantity: value("quantity"))
    }
    dates = try expected.dates.map(Fixture.day)
    weights = try Fixture.doubles(folder.appending(path: "weights.f64"))
    prices = try Fixture.doubles(folder.appending(path: "prices.f64"))
    costs = try Fixture.doubles(folder.appending(path: "costs.f64"))
  }

  func input<Element: PanelElement>(_: Element.Type) throws -> TrackingInput<Element> {
    func panel(_ values: [Double]) -> Panel<Element> {
      Panel(days: days, assets: assets) { Element(values[$0 * assets + $1]) }
    }
    return try TrackingInput(
      weights: panel(weights), prices: panel(prices), costs: costs, dates: dates, capital: capital)
  }

  /// The calendar days between two rows.
  func calendarDays(_ entry: Int32, _ exit: Int32) -> Int { Int(dates[Int(exit)].number - dates[Int(entry)].number) }
}

/// The file of the reference, with its names.
private struct Expected: Decodable {
  let T, N: Int
  let portfolio_value: Double
  let dates: [String]
  let perday_stats: [String: Fixture.Number]
  let trade_columns: [String]
  let trades: [[Fixture.Number]]
  let margin: [Fixture.Number]
}
