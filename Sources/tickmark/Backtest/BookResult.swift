import TickmarkBacktest
import TickmarkFrames

/// What a book's run gives its user: `tickmark.backtest/1`.
struct BookResult: BacktestDocument {
  private let statistics: BookStatistics
  private let rules: BookRules
  private let dates: [Day]
  private let names: [String]
  private let variant: String
  private let precision: Precision
  private let nav: [Double]
  private let cash: [Double]
  private let returns: [Double]
  private let margin: [Double]
  private let fills: [Fill]
  private let trades: [BookTrade]

  init(
    statistics: BookStatistics, _ run: borrowing BookWorkspace, rules: BookRules, dates: [Day], names: [String],
    variant: String, precision: Precision
  ) {
    self.statistics = statistics
    self.rules = rules
    self.dates = dates
    self.names = names
    self.variant = variant
    self.precision = precision
    nav = (0..<run.days).map { run.nav[$0] }
    cash = (0..<run.days).map { run.cash[$0] }
    returns = (0..<run.days).map { run.returns[$0] }
    margin = (0..<run.days).map { run.margin[$0] }
    fills = (0..<run.fillCount).map { run[fill: $0] }
    trades = (0..<run.tradeCount).map { run[trade: $0] }
  }

  var named: [(name: String, value: Double)] { statistics.named }

  struct Document: Encodable {
    let schema = "tickmark.backtest/1"
    let rules = "engine"
    let variant: String
    let precision: String
    let capital: Double
    let allocation: String
    let timing: String
    let carry: String
    let scope: String
    let statistics: [String: StatisticValue]
    /// Why a statistic is null.
    let undefined: [String: String]
    let nav: [StatisticValue]
    let cash: [StatisticValue]
    let returns: [StatisticValue]
    let margin: [StatisticValue]
    let fills: Int
    let trades: Int
  }

  func document() -> Document {
    func values(_ numbers: [Double]) -> [StatisticValue] { numbers.map(StatisticValue.init) }
    return Document(
      variant: variant, precision: precision.rawValue, capital: rules.capital, allocation: rules.allocation.rawValue,
      timing: rules.timing.rawValue, carry: rules.carry.rawValue, scope: rules.scope.rawValue,
      statistics: StatisticValue.document(named),
      undefined: StatisticValue.undefined(
        named, because: "the net asset value is 0, negative or no number on some day"),
      nav: values(nav), cash: values(cash), returns: values(returns), margin: values(margin), fills: fills.count,
      trades: trades.count)
  }

  /// By exit day, then asset.
  func writeTrades(to path: String) throws {
    try AtomicFile.write(to: path) { (file) throws(FrameError) in
      try file.append(
        "asset,entry_date,exit_date,quantity,entry_price,exit_price,entry_cost,exit_cost,gross,net,best,worst\n")
      for trade in trades {
        try file.appendName(names[Int(trade.asset)])
        let numbers = [
          trade.quantity, trade.entryPrice, trade.exitPrice, trade.entryCost, trade.exitCost, trade.gross, trade.net,
          trade.bestExcursion, trade.worstExcursion,
        ]
        try file.append(
          ",\(dates[Int(trade.entryDay)]),\(dates[Int(trade.exitDay)]),"
            + numbers.map(StatisticValue.text).joined(separator: ",") + "\n")
      }
    }
  }

  /// By execution day, then asset.
  func writeLedger(to path: String) throws {
    try AtomicFile.write(to: path) { (file) throws(FrameError) in
      try file.append(
        "decision_date,execution_date,asset,quantity,price,value,cash_before,cash_after,shares_before,shares_after,cost\n"
      )
      for fill in fills {
        try file.append("\(dates[Int(fill.decisionDay)]),\(dates[Int(fill.day)]),")
        try file.appendName(names[Int(fill.asset)])
        let numbers = [
          fill.quantity, fill.price, fill.value, fill.cashBefore, fill.cashAfter, fill.sharesBefore, fill.sharesAfter,
          fill.cost,
        ]
        try file.append("," + numbers.map(StatisticValue.text).joined(separator: ",") + "\n")
      }
    }
  }
}
