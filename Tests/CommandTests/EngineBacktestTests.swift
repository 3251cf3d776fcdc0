import Foundation
import Testing

@Suite struct EngineBacktestTests {
  private let place: Workplace
  private let book: ShareBook

  init() throws {
    place = try Workplace()
    book = try ShareBook(place)
  }

  private func document(_ arguments: [String]) throws -> JSON {
    let outcome = try book.backtest(arguments + ["--format", "json=-"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors == "")
    return try JSON(Data(outcome.output.utf8))
  }

  /// Quotients; the last bit is lost where the test reads its JSON.
  private func expect(_ numbers: JSON, _ expected: [Double]) {
    #expect(numbers.list.count == expected.count)
    for (number, expected) in zip(numbers.numbers, expected) { #expect(abs(number - expected) < 1e-15) }
  }

  private static let nav = [1_000, 1_500, 1_162.5, 1_631.25]
  private static let margin = [0.5, 0, -337.5 / 1_162.5, 0]
  private static let returns = [0, 0.5, -0.225, 1_631.25 / 1_162.5 - 1]

  /// The trades: 12.5 and 37.5 of A from 10 to 20 and to 16, and −93.75 of B from 8 to 5.
  private static var expected: [String: Double] {
    let mean = returns.reduce(0, +) / 4
    let deviation = (returns.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 3).squareRoot()
    let year = 252.0.squareRoot()
    let cagr = pow(1.63125, 63.0) - 1
    return [
      "all_num_trades": 3, "all_num_winners": 3, "all_total_pnl_net": 631.25, "all_avg_mfe": 781.25 / 3,
      "all_avg_mae": -62.5, "all_min_trade_duration_days": 1, "all_max_trade_duration_days": 4,
      "all_trades_per_month": 3 / (6 / 30.44), "long_num_trades": 2, "long_total_pnl_net": 350,
      "long_information_score": 4, "short_num_trades": 1, "short_total_pnl_net": 281.25, "short_avg_mae": -187.5,
      "short_mean_trade_duration_days": 3, "max_margin_load": 0.5, "mean_margin_load": margin.reduce(0, +) / 4,
      "initial_capital": 1_000, "final_capital": 1_631.25, "total_return_pct": 63.125,
      "capital_growth_factor": 1.63125, "cagr": cagr, "volatility": deviation * year,
      "sharpe": mean / deviation * year, "sortino": mean / 0.1125 * year, "calmar": cagr / 0.225,
      "max_drawdown": 0.225, "max_drawdown_days": 1, "turnover": 2_568.75 / 1_323.4375 * 63,
      "exposure": (0.5 + 1 + 1_537.5 / 1_162.5) / 4, "total_costs": 0,
    ]
  }

  @Test(arguments: ShareBook.ways) func `the days and statistics are what a pencil gives`(
    variant: String, precision: String
  ) throws {
    let document = try document(["--variant", variant, "--precision", precision])
    #expect(document["schema"].text == "tickmark.backtest/1")
    #expect(document["rules"].text == "engine")
    #expect(document["variant"].text == variant)
    #expect(document["precision"].text == precision)
    #expect(document["capital"].number == 1_000)
    #expect(document["nav"].numbers == Self.nav)
    #expect(document["cash"].numbers == [500, 1_500, 1_500, 1_631.25])
    expect(document["returns"], Self.returns)
    expect(document["margin"], Self.margin)
    #expect(document["fills"].number == 5)
    #expect(document["trades"].number == 3)
    #expect(document["undefined"].keys == [])
    let statistics = document["statistics"]
    #expect(statistics.keys.count == 59 + 14)
    for (name, value) in Self.expected {
      #expect(abs((statistics[name].number ?? .nan) - value) <= 1e-12 * max(1, abs(value)), "\(name)")
    }
    #expect(statistics["all_reward_risk_ratio"].text == "Infinity", "no trade lost")
  }

  @Test(arguments: ShareBook.ways) func `the ledger and the trades are what a pencil gives`(
    variant: String, precision: String
  ) throws {
    let outcome = try book.backtest(
      ["--variant", variant, "--precision", precision, "--ledger", "ledger.csv", "--trades", "trades.csv"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output == "", "only the files were asked for")
    #expect(
      try place.text("ledger.csv") == """
        decision_date,execution_date,asset,quantity,price,value,cash_before,cash_after,shares_before,shares_after,cost
        2024-01-02,2024-01-02,A,50.0,10.0,500.0,1000.0,500.0,0.0,50.0,0.0
        2024-01-03,2024-01-03,A,-12.5,20.0,-250.0,500.0,750.0,50.0,37.5,0.0
        2024-01-03,2024-01-03,B,-93.75,8.0,-750.0,750.0,1500.0,0.0,-93.75,0.0
        2024-01-08,2024-01-08,A,-37.5,16.0,-600.0,1500.0,2100.0,37.5,0.0,0.0
        2024-01-08,2024-01-08,B,93.75,5.0,468.75,2100.0,1631.25,-93.75,0.0,0.0

        """)
    #expect(
      try place.text("trades.csv") == """
        asset,entry_date,exit_date,quantity,entry_price,exit_price,entry_cost,exit_cost,gross,net,best,worst
        A,2024-01-02,2024-01-03,12.5,10.0,20.0,0.0,0.0,125.0,125.0,125.0,0.0
        A,2024-01-02,2024-01-08,37.5,10.0,16.0,0.0,0.0,225.0,225.0,375.0,0.0
        B,2024-01-03,2024-01-08,-93.75,8.0,5.0,0.0,0.0,281.25,281.25,281.25,-187.5

        """)
  }

  @Test func `the table on standard output is the default and holds the statistics`() throws {
    let outcome = try book.backtest([])
    let table = Table(outcome.output)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(table.header == ["statistic", "value"])
    #expect(table.rows.count == 59 + 14)
    #expect(table.rows.contains(["final_capital", "1631.25"]))
    #expect(place.files == ["closes.csv", "opens.csv", "weights.csv"], "nothing else was asked for")
  }

  @Test func `a ledger alone leaves standard output empty, and a format beside it does not`() throws {
    let alone = try book.backtest(["--ledger", "alone.csv"])
    #expect(alone.status == 0, "\(alone)")
    #expect(alone.output == "")
    let both = try book.backtest(["--ledger", "both.csv", "--format", "csv=-"])
    #expect(Table(both.output).rows.count == 59 + 14)
    #expect(try place.text("both.csv") == place.text("alone.csv"))
  }

  @Test(arguments: [
    ("changes", [1_000, 1_500, 1_162.5, 1_631.25], 5.0), ("daily", [1_000, 1_500, 1_162.5, 1_453.125], 7),
    ("dates.csv", [1_000, 1_500, 1_300, 1_300], 2),
  ]) func `the days to trade on are the user's`(rebalance: String, nav: [Double], fills: Double) throws {
    try place.file("dates.csv", "Date,why\n2024-01-02,entry\n2024-01-08,exit\n")
    let document = try document(["--rebalance", rebalance])
    #expect(document["nav"].numbers == nav)
    #expect(document["fills"].number == fills)
  }

  @Test func `a fixed allocation buys its part of the initial capital`() throws {
    let document = try document(["--allocation", "fixed"])
    #expect(document["allocation"].text == "fixed")
    #expect(document["nav"].numbers == [1_000, 1_500, 1_275, 1_587.5])
  }

  @Test func `what the rules are by default is in the document`() throws {
    let document = try document([])
    #expect(document["allocation"].text == "reinvest")
    #expect(document["timing"].text == "barClose")
    #expect(document["carry"].text == "book")
    #expect(document["scope"].text == "book")
  }

  @Test func `in the scope of changes a weight that stays keeps its shares`() throws {
    let document = try document(["--scope", "changes", "--rebalance", "daily", "--ledger", "ledger.csv"])
    #expect(document["scope"].text == "changes")
    let every = Table(try place.text("ledger.csv")).rows
    _ = try self.document(["--rebalance", "daily", "--ledger", "ledger.csv"])
    let rows = Table(try place.text("ledger.csv")).rows
    #expect(!every.isEmpty && every.count < rows.count, "\(every)")
  }

  /// B has no open on 2024-01-03: then all trade again two days later, or it alone.
  @Test(arguments: ShareBook.ways) func `at the open the whole book carries on`(
    variant: String, precision: String
  ) throws {
    let document = try document([
      "--timing", "nextBarOpen", "--open", "opens.csv", "--variant", variant, "--precision", precision, "--ledger",
      "ledger.csv",
    ])
    #expect(document["timing"].text == "nextBarOpen")
    #expect(document["carry"].text == "book")
    #expect(document["nav"].numbers == [1_000, 1_462.5, 1_133.4375, 1_590.46875])
    #expect(
      try place.text("ledger.csv").hasSuffix(
        """
        2024-01-02,2024-01-02,A,50.0,10.0,500.0,1000.0,500.0,0.0,50.0,0.0
        2024-01-02,2024-01-03,A,-9.375,16.0,-150.0,500.0,650.0,50.0,40.625,0.0
        2024-01-03,2024-01-05,A,-4.0625,20.0,-81.25,650.0,731.25,40.625,36.5625,0.0
        2024-01-03,2024-01-05,B,-91.40625,8.0,-731.25,731.25,1462.5,0.0,-91.40625,0.0
        2024-01-05,2024-01-08,A,-36.5625,16.0,-585.0,1462.5,2047.5,36.5625,0.0,0.0
        2024-01-05,2024-01-08,B,91.40625,5.0,457.03125,2047.5,1590.46875,-91.40625,0.0,0.0

        """))
  }

  @Test(arguments: ShareBook.ways) func `at the open a leg carries on alone`(variant: String, precision: String) throws
  {
    let document = try document([
      "--timing", "nextBarOpen", "--open", "opens.csv", "--carry", "leg", "--variant", variant, "--precision",
      precision, "--ledger", "ledger.csv",
    ])
    #expect(document["carry"].text == "leg")
    #expect(document["nav"].numbers == [1_000, 1_462.5, 1_117.1875, 1_574.21875])
    let rows = Table(try place.text("ledger.csv")).rows.filter { $0[1] == "2024-01-05" }
    let held = "2024-01-02,2024-01-05,B,-91.40625,8.0,-731.25,650.0,1381.25,0.0,-91.40625,0.0"
    #expect(rows == [held.split(separator: ",").map(String.init)], "decided for the day before")
  }

  /// What 50 shares for 500, bought once, cost.
  private static let costs: [(arguments: [String], cost: Double)] = [
    (["--cost-bps", "20"], 1), (["--cost-per-share", "0.005"], 1.125), (["--cost-cap", "0.001"], 0.625),
    (["--cost-minimum", "4"], 2.625), (["--slippage-bps", "0"], 1),
    (["--cost-per-share", "0.03", "--slippage-bps", "0"], 1.5),
  ]

  @Test(arguments: costs) func `a fill is paid for by the cost model`(arguments: [String], cost: Double) throws {
    try place.file("dates.csv", "Date\n2024-01-02\n")
    let document = try document(arguments + ["--rebalance", "dates.csv", "--precision", "float64"])
    #expect(abs((document["statistics"]["total_costs"].number ?? .nan) - cost) < 1e-12)
    #expect(abs((document["cash"].numbers.first ?? .nan) - (500 - cost)) < 1e-12)
    #expect(abs((document["nav"].numbers.first ?? .nan) - (1_000 - cost)) < 1e-12)
  }

  @Test(arguments: ["0", "-4"]) func `a price of zero or below is a gap, and reported`(price: String) throws {
    try place.file("closes.csv", ShareBook.closes.replacing("10,16\n", with: "10,\(price)\n"))
    let outcome = try book.backtest(["--format", "json=-"])
    #expect(outcome.status == 0, "\(outcome)")
    let counts = price == "0" ? "1 zero and 0 negative" : "0 zero and 1 negative"
    #expect(
      outcome.errors
        == "warning: 'closes.csv' has \(counts) prices, taken as gaps (first: A 2024-01-05)\n")
    // 37.5 of A at the close of the day before.
    #expect(try JSON(Data(outcome.output.utf8))["nav"].numbers[2] == 1_312.5)
  }

  @Test func `a value below zero is not stopped, and what it leaves undefined says why`() throws {
    try place.file("weights.csv", "Date,B\n2024-01-02,-8\n2024-01-03,-8\n2024-01-05,-8\n2024-01-08,-8\n")
    let document = try document(["--rebalance", "changes"])
    #expect(document["nav"].numbers == [1_000, 1_000, -1_000, 4_000])
    #expect(document["statistics"]["cagr"].number != nil, "it ended above zero")
    try place.file("closes.csv", ShareBook.closes.replacing("1,5,16", with: "1,10,16"))
    let fallen = try self.document(["--rebalance", "changes"])
    #expect(fallen["nav"].numbers == [1_000, 1_000, -1_000, -1_000])
    #expect(fallen["statistics"]["cagr"].isNull)
    #expect(fallen["undefined"]["cagr"].text == "the net asset value is 0, negative or no number on some day")
    #expect(fallen["undefined"].keys == ["cagr", "calmar"])
  }
}
