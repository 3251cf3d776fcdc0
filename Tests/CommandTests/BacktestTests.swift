import Foundation
import Testing

@Suite struct BacktestTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.file("weights.csv", Prices.weights)
    try place.file("prices.csv", Prices.wide)
  }

  private func backtest(_ arguments: [String]) throws -> Outcome {
    try Executable.tickmark.run(
      ["backtest", "--weights", "weights.csv", "--prices", "prices.csv"] + arguments, in: place.folder)
  }

  /// By hand, for 1,000 of capital: 50 of A from 10 to 15, and −12.5 of B from 20 to 16.
  private static let expected: [String: Double] = [
    "all_num_trades": 2, "all_num_winners": 2, "all_win_rate_pct": 100, "all_total_pnl_net": 300,
    "all_largest_profit": 250, "all_avg_mfe": 50, "all_avg_mae": -31.25, "all_min_trade_duration_days": 3,
    "all_max_trade_duration_days": 5, "all_information_score": 7.0 / 3, "all_trades_per_month": 2 / (6 / 30.44),
    "long_total_pnl_net": 250, "long_avg_mfe": 100, "short_total_pnl_net": 50, "short_avg_mae": -62.5,
    "max_margin_load": 0.75, "mean_margin_load": 0.375,
  ]

  @Test(arguments: IndicatorsTests.ways) func `the statistics are what a pencil gives`(
    variant: String, precision: String
  ) throws {
    let outcome = try backtest(
      ["--capital", "1000", "--variant", variant, "--precision", precision, "--format", "json=-"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors == "")
    let document = try JSON(Data(outcome.output.utf8))
    #expect(document["schema"].text == "tickmark.backtest/1")
    #expect(document["rules"].text == "seed")
    #expect(document["variant"].text == variant)
    #expect(document["precision"].text == precision)
    let statistics = document["statistics"]
    #expect(statistics.keys.count == 59)
    for (name, value) in Self.expected {
      #expect(abs((statistics[name].number ?? .nan) - value) < 1e-9, "\(name)")
    }
    #expect(statistics["all_reward_risk_ratio"].text == "Infinity", "no trade lost")
    #expect(document["margin"].numbers == [0.5, 0.75, 0.25, 0])
  }

  @Test(arguments: IndicatorsTests.ways) func `the table on standard output holds the same`(
    variant: String, precision: String
  ) throws {
    let table = Table(try backtest(["--capital", "1000", "--variant", variant, "--precision", precision]).output)
    #expect(table.header == ["statistic", "value"])
    #expect(table.rows.count == 59)
    for (name, value) in Self.expected {
      let found = table.rows.first { $0[0] == name }?[1]
      #expect(abs((found.flatMap(Double.init) ?? .nan) - value) < 1e-9, "\(name)")
    }
  }

  @Test func `the trades are written with the days and prices they had`() throws {
    let outcome = try backtest(["--capital", "1000", "--trades", "trades.csv"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output == "", "only the trades were asked for")
    #expect(
      try place.text("trades.csv") == """
        asset,entry_date,exit_date,quantity,entry_price,exit_price,closed_at_end
        A,2024-01-02,2024-01-05,50.0,10.0,15.0,false
        B,2024-01-03,2024-01-08,-12.5,20.0,16.0,false

        """)
  }

  @Test func `a cost of each day is paid by what trades on it`() throws {
    try place.file("costs.csv", "Date,cost\n2024-01-02,0.5\n2024-01-03,0\n2024-01-05,0.25\n2024-01-08,0\n")
    let outcome = try backtest(["--capital", "1000", "--costs", "costs.csv", "--format", "json=-"])
    let statistics = try JSON(Data(outcome.output.utf8))["statistics"]
    // A opens on a day with one asset, and closes on a day with one: 0.5 + 0.25.
    #expect(statistics["long_total_commissions_paid"].number == 0.75)
    #expect(statistics["all_total_pnl_net"].number == 299.25)
  }

  @Test(arguments: ["0", "-5", "nan", "inf"]) func `a capital that is no amount ends with 65`(capital: String) throws {
    let outcome = try backtest(["--capital", capital])
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.complaints.count == 1)
    #expect(outcome.complaints.first?.hasPrefix("the capital is ") == true)
    #expect(outcome.output == "")
  }

  @Test(arguments: [
    ("Date,A\n2024-01-02,10\n2024-01-03,12\n2024-01-05,15\n2024-01-08,15\n", "asset 'B' has weights but no prices"),
    ("Date,A,B\n2024-01-02,10,20\n", "the weights have 4 days and the prices 1"),
    (
      "Date,A,B\n2024-01-02,10,20\n2024-01-04,12,20\n2024-01-05,15,25\n2024-01-08,15,16\n",
      "day 2 is 2024-01-03 in the weights and 2024-01-04 in the prices"
    ),
    ("Date,A,A\n2024-01-02,10,20\n", "'prices.csv', line 1: two columns are named 'A'"), ("", "'prices.csv' is empty"),
    ("Date,A,B\n", "'prices.csv' has a header and no rows"),
    ("Date,A,B\n2024-01-02,10\n", "'prices.csv', line 2: 2 fields, the header has 3"),
    ("Date,A,B\n2024-01-02,10,ten\n", "'prices.csv', line 2, field 'B': 'ten' is not a number"),
    ("Date,A,B\n2024-13-02,10,20\n", "'prices.csv', line 2, field 'Date': '2024-13-02' is not a date"),
    ("Date,A,B\n2024-01-02,10,20\n2024-01-02,10,20\n", "'prices.csv', line 3, field 'date': 2024-01-02 is there twice"),
    ("Date,A,B\n2024-01-03,10,20\n2024-01-02,10,20\n", "'prices.csv', line 3, field 'date': 2024-01-02 comes after"),
  ]) func `prices that do not fit end with 65 and one line`(text: String, message: String) throws {
    try place.file("prices.csv", text)
    let outcome = try backtest(["--trades", "trades.csv"])
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.complaints.first?.hasPrefix(message) == true, "\(outcome)")
    #expect(!place.exists("trades.csv"))
  }

  @Test(arguments: ["0", "-4"]) func `a price of zero or below is kept and reported`(price: String) throws {
    try place.file("prices.csv", Prices.wide.replacing("25,15", with: "25,\(price)"))
    let outcome = try backtest(["--capital", "1000", "--format", "json=-"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors.hasPrefix("warning: 'prices.csv' has \(price == "0" ? 1 : 0) zero and "), "\(outcome)")
    // A closes at today's price, whatever it is.
    let net = try JSON(Data(outcome.output.utf8))["statistics"]["long_total_pnl_net"].number
    #expect(net == (price == "0" ? -500 : -700))
  }

  @Test func `costs of other days are refused`() throws {
    try place.file("costs.csv", "Date,cost\n2024-01-02,0.5\n")
    let outcome = try backtest(["--costs", "costs.csv"])
    #expect(outcome.status == 65)
    #expect(outcome.complaints == ["the weights have 4 days and the costs 1; give both the same days"])
  }

  @Test(arguments: ["--weights", "--prices", "--costs"]) func `a file that is not there ends with 66`(
    option: String
  ) throws {
    let outcome = try backtest([option, "nowhere.csv"])
    #expect(outcome.status == 66, "\(outcome)")
    #expect(outcome.complaints == ["cannot read 'nowhere.csv': No such file or directory; check the path"])
  }

  @Test(arguments: [["--variant", "fused"], ["--rules", "house"], ["--format", "pdf=-"], ["--precision", "int8"]])
  func `a mistake on the command line ends with 64`(arguments: [String]) throws {
    let outcome = try backtest(arguments)
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.output == "")
  }
}
