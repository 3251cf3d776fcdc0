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
      case .csv: "statistic,value\n" + statistics.named.map { "\($0.name),\(Self.number($0.value) ?? "")\n" }.joined()
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
    let statistics: [String: Statistic]
    /// Why a statistic is null.
    let undefined: [String: String]
    let margin: [Double]
    let trades: Int
  }

  /// A number, or the name of one that JSON lacks: null for NaN, "Infinity" for the reward of trades without a loss.
  private struct Statistic: Encodable {
    let value: Double

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if value.isNaN {
        try container.encodeNil()
      } else if value.isInfinite {
        try container.encode(value > 0 ? "Infinity" : "-Infinity")
      } else {
        try container.encode(value)
      }
    }
  }

  private func json() throws -> String {
    let document = Document(
      variant: variant, precision: precision.rawValue, capital: capital,
      statistics: Dictionary(uniqueKeysWithValues: statistics.named.map { ($0.name, Statistic(value: $0.value)) }),
      undefined: Dictionary(
        uniqueKeysWithValues: statistics.named.filter { $0.value.isNaN }
          .map { ($0.name, "a trade closed on a day without a price") }),
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
          ",\(entry),\(exit),\(quantity),\(trade.entryPrice),\(Self.number(trade.exitPrice) ?? ""),\(trade.closedAtEnd)\n"
        )
      }
    }
  }

  private static func number(_ value: Double) -> String? {
    value.isNaN ? nil : value.isInfinite ? "Infinity" : "\(value)"
  }
}
