import Foundation
import TickmarkFrames

/// What the results of both sets of rules have in common when they are written: a table of statistics as CSV, or a document
/// of `tickmark.backtest/1`.
protocol BacktestDocument {
  associatedtype Document: Encodable

  /// In the order of the report.
  var named: [(name: String, value: Double)] { get }
  func document() -> Document
}

extension BacktestDocument {
  func write(to destination: ResultDestination) throws {
    let text =
      switch destination.format {
      case .csv: StatisticValue.table(named)
      case .json: try json()
      }
    try AtomicFile.write(to: destination.path) { (file) throws(FrameError) in try file.append(text) }
  }

  private func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return String(decoding: try encoder.encode(document()), as: UTF8.self) + "\n"
  }
}
