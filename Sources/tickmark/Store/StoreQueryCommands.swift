import ArgumentParser
import Foundation
import TickmarkCommands
import TickmarkFrames
import TickmarkStore

extension StoreCommand {
  struct Latest: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "latest", abstract: "Print the last close of symbols as CSV: symbol, date, close.")

    @Argument(help: "Symbols, in the order in which they are printed.") var symbols: [String]
    @OptionGroup var options: StoreOptions

    func run() throws {
      let closes = try options.open(.reading).latest(symbols)
      let rows = closes.map { "\(CSVText.field($0.symbol)),\($0.day?.description ?? ""),\(CSVText.number($0.close))\n" }
      try StandardOutput.write("symbol,date,close\n" + rows.joined())
    }
  }

  struct Value: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "value",
      abstract: "Print what the portfolio is worth at the last closes as CSV, the largest position first.")

    @OptionGroup var options: StoreOptions

    func run() throws {
      let positions = try options.open(.reading).valuation()
      let rows = positions.map { position in
        let day = position.day.map { Day(number: $0).description } ?? ""
        let numbers = [position.quantity, position.close ?? .nan, position.value ?? .nan].map(CSVText.number)
        return "\(CSVText.field(position.symbol)),\(day),\(numbers.joined(separator: ","))\n"
      }
      try StandardOutput.write("symbol,date,quantity,close,value\n" + rows.joined())
      let unpriced = positions.count { $0.close == nil }
      let total = positions.compactMap(\.value).reduce(0, +)
      Messages.note(
        "\(positions.count) positions, worth \(CSVText.number(total))"
          + (unpriced > 0 ? "; \(unpriced) of them without a close" : ""))
    }
  }
}

/// Fields of the CSV that these commands print.
enum CSVText {
  /// The shortest decimal that reads back as the same number; empty for a gap.
  static func number(_ value: Double) -> String { value.isNaN ? "" : "\(value)" }

  static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
