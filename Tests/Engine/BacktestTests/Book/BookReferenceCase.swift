import Foundation
import TickmarkBacktest
import TickmarkFrames
import Testing

/// Inputs of a book and what an independent implementation made of them.
struct BookReferenceCase {
  static let names = [
    "c1_ibkr_close_120x8", "c2_bps10_close_120x8", "c3_fixed_close_120x8", "c5_edges_close_260x12",
    "c6_edges_nextopen_260x12",
  ]

  struct ExpectedTrade {
    let exitDay, asset, entryDay: Int
    let entryPrice, exitPrice, quantity, entryCost, exitCost, best, worst, net: Double
  }

  let days, assets: Int
  let nav, cash, returns: [Double]
  let statistics: [String: Double]
  let trades: [ExpectedTrade]
  /// Decision day, day, asset, quantity, price, value, cash and shares before and after, cost.
  let ledger: [[Double]]
  private let weights, closes, opens, rebalances: [Double]
  private let dates: [Day]
  private let rules: BookRules

  init(_ name: String) throws {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(name)")
    func doubles(_ file: String) throws -> [Double] { try Fixture.doubles(folder.appending(path: "\(file).f64")) }
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: folder.appending(path: "expected.json")))
    days = expected.T
    assets = expected.N
    statistics = expected.stats.mapValues(\.value)
    trades = expected.trades.map { row in
      let value = Dictionary(uniqueKeysWithValues: zip(expected.trade_columns, row.map(\.value)))
      func column(_ name: String) -> Double { value[name] ?? .nan }
      return ExpectedTrade(
        exitDay: Int(column("exit_idx")), asset: Int(column("asset")), entryDay: Int(column("entry_idx")),
        entryPrice: column("entry_price"), exitPrice: column("exit_price"), quantity: column("quantity"),
        entryCost: column("commission_entry"), exitCost: column("commission_exit"), best: column("mfe_dollars"),
        worst: column("mae_dollars"), net: column("pnl_net"))
    }
    let rows = try String(contentsOf: folder.appending(path: "ledger.csv"), encoding: .utf8).split(separator: "\n")
    ledger = try rows.dropFirst().map(Self.ledgerRow)
    dates = try expected.dates.map(Fixture.day)
    weights = try doubles("weights")
    closes = try doubles("close")
    opens = try doubles("open")
    rebalances = try doubles("rebalance_mask_in")
    nav = try doubles("portfolio_values")
    cash = try doubles("cash")
    returns = try doubles("daily_returns")
    rules = try expected.rules()
  }

  /// Without the dates, and the asset as its number.
  private static func ledgerRow(_ line: Substring) throws -> [Double] {
    let fields = line.split(separator: ",")
    return try [0, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12].map { (column: Int) -> Double in
      try #require(Double(fields[column].drop { $0 == "A" }))
    }
  }

  func input<Element: PanelElement>(_: Element.Type) throws -> BookInput<Element> {
    func panel(_ values: [Double]) -> Panel<Element> {
      Panel(days: days, assets: assets) { Element(values[$0 * assets + $1]) }
    }
    return try BookInput(
      weights: panel(weights), closes: panel(closes), opens: panel(opens), dates: dates,
      rebalances: rebalances.map { $0 != 0 }, rules: rules)
  }
}

/// The file of the reference, with its names.
private struct Expected: Decodable {
  let T, N: Int
  let portfolio_value: Double
  let allocation_mode, timing: String
  let transaction_costs_bps: Double?
  let commission: Commission
  let dates: [String]
  let stats: [String: Fixture.Number]
  let trade_columns: [String]
  let trades: [[Fixture.Number]]

  struct Commission: Decodable {
    let per_share, min_per_order, max_percent, slippage_bps: Double
  }

  func rules() throws -> BookRules {
    try BookRules(
      capital: portfolio_value, allocation: allocation_mode == "fixed_capital" ? .fixed : .reinvest,
      timing: timing == "bar_close" ? .barClose : .nextBarOpen,
      cost: transaction_costs_bps.map(FillCost.basisPoints)
        ?? .commission(
          perShare: commission.per_share, minimum: commission.min_per_order, cap: commission.max_percent,
          slippageBasisPoints: commission.slippage_bps))
  }
}
