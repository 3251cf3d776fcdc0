import Foundation
import TickmarkFrames
import TickmarkIndicators
import TickmarkMemory

/// Columns of indicators beside the rows of the frame that they were computed from.
struct IndicatorTable<Element: PanelElement & CustomStringConvertible> {
  let frame: Frame
  /// What was asked for, with the word for it: a set's name or a list.
  let origin: (kind: String, name: String)
  let columns: [String]
  let days: Int
  /// `[tile][column][day][lane]`
  let rows: Column<SIMD16<Element>>

  func write(to destination: ResultDestination) throws {
    try AtomicFile.write(to: destination.path) { (file) throws(FrameError) in
      switch destination.format {
      case .csv: try writeCSV(&file)
      case .json: try writeJSON(&file)
      }
    }
  }

  private func value(_ column: Int, symbol: Int, row: Int) -> Element {
    rows[(symbol / 16 * columns.count + column) * days + row][symbol % 16]
  }

  private func writeCSV(_ file: inout AtomicFile) throws(FrameError) {
    try file.append("symbol,date,\(columns.joined(separator: ","))\n")
    for symbol in frame.symbols.indices {
      let range = frame.rows(of: symbol)
      for row in range {
        try file.appendName(frame.symbols[symbol])
        try file.append(",\(frame.moment(row))")
        for column in columns.indices {
          let value = value(column, symbol: symbol, row: row - range.lowerBound)
          try file.append(value.isNaN ? "," : ",\(value)")
        }
        try file.append("\n")
      }
    }
  }

  /// `tickmark.indicators/1`: an object a symbol, an array a column; a gap is null.
  private func writeJSON(_ file: inout AtomicFile) throws(FrameError) {
    try file.append("{\"schema\":\"tickmark.indicators/1\",\"\(origin.kind)\":\"\(origin.name)\",\"symbols\":{")
    for symbol in frame.symbols.indices {
      let range = frame.rows(of: symbol)
      try file.append(symbol == 0 ? "\n" : ",\n")
      try file.append("\(Self.quoted(frame.symbols[symbol])):{\"date\":[")
      try file.append(range.map { "\"\(frame.moment($0))\"" }.joined(separator: ",") + "]")
      for column in columns.indices {
        try file.append(",\"\(columns[column])\":[")
        let values = range.map { value(column, symbol: symbol, row: $0 - range.lowerBound) }
        try file.append(values.map { $0.isFinite ? "\($0)" : "null" }.joined(separator: ",") + "]")
      }
      try file.append("}")
    }
    try file.append("}}\n")
  }

  private static func quoted(_ text: String) -> String {
    guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }
}
