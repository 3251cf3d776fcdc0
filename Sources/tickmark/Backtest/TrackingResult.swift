import Foundation
import TickmarkBacktest
import TickmarkFrames

/// What a tracker's run gives its user: `tickmark.backtest/1`.
struct TrackingResult {
  let statistics: TradeStatistics
  let margin: [Double]
  let trades: [Trade]
  let dates: [Day]
  let names: [String]
  let capital: Double
  let variant: String
  let precision: Precision

  func write(to destination: ResultDestination) throws {
    let text =
      switch destination.format {
      case .csv: StatisticValue.table(statistics.named)
      case .json: try json()
      }
    try AtomicFile.write(to: destination.path) { (file) throws(FrameError) in try file.append(text) }
  }

  private struct Document: Encodable {
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

  private func json() throws -> String {
    let document = Document(
      variant: variant, precision: precision.rawValue, capital: capital,
      statistics: StatisticValue.document(statistics.named),
      undefined: StatisticValue.undefined(statistics.named, because: "a trade closed on a day without a price"),
      margin: margin, trades: trades.count)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
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
