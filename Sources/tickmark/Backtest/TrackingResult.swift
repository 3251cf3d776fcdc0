import TickmarkBacktest
import TickmarkFrames

/// What a tracker's run gives its user: `tickmark.backtest/1`.
struct TrackingResult: BacktestDocument {
  let statistics: TradeStatistics
  let margin: [Double]
  let trades: [Trade]
  let dates: [Day]
  let names: [String]
  let capital: Double
  let variant: String
  let precision: Precision

  var named: [(name: String, value: Double)] { statistics.named }

  struct Document: Encodable {
    let schema = "tickmark.backtest/1"
    let rules = "seed"
    let variant: String
    let precision: String
    let capital: Double
    let statistics: [String: StatisticValue]
    /// Why a statistic is null.
    let undefined: [String: String]
    let margin: [Double]
    let trades: Int
  }

  func document() -> Document {
    Document(
      variant: variant, precision: precision.rawValue, capital: capital,
      statistics: StatisticValue.document(named),
      undefined: StatisticValue.undefined(named, because: "a trade closed on a day without a price"),
      margin: margin, trades: trades.count)
  }

  /// By exit day, then asset; a price that was not there is empty.
  func writeTrades(to path: String) throws {
    try AtomicFile.write(to: path) { (file) throws(FrameError) in
      try file.append("asset,entry_date,exit_date,quantity,entry_price,exit_price,closed_at_end\n")
      for trade in trades {
        try file.appendName(names[Int(trade.asset)])
        let quantity = trade.weight * capital / trade.entryPrice
        let entry = dates[Int(trade.entryDay)]
        let exit = dates[Int(trade.exitDay)]
        try file.append(
          ",\(entry),\(exit),\(quantity),\(trade.entryPrice),\(StatisticValue.text(trade.exitPrice)),\(trade.closedAtEnd)\n"
        )
      }
    }
  }
}
