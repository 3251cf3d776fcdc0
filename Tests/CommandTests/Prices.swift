import Foundation

/// Small price files whose results can be had with a pencil.
enum Prices {
  /// `A` closes at 1, 2, … 21, `B` at 5, 4, 3.
  static var long: String {
    let rising = (1...21).map { "A,\(day($0)),\($0),\($0),\($0),\($0),100\n" }
    let falling = (1...3).map { "B,\(day($0)),5,6,2,\(6 - $0),10\n" }
    return header + (rising + falling).joined()
  }

  static let header = "symbol,date,open,high,low,close,volume\n"

  static func day(_ number: Int) -> String { "2024-01-\(number < 10 ? "0" : "")\(number)" }

  /// `A` is bought at 10 and sold at 15, three days later; `B` is sold short at 20 and bought back at 16.
  static let weights = "Date,A,B\n2024-01-02,0.5,0\n2024-01-03,0.5,-0.25\n2024-01-05,0,-0.25\n2024-01-08,0,0\n"
  /// The columns in another order: assets are matched by name.
  static let wide = "Date,B,A\n2024-01-02,20,10\n2024-01-03,20,12\n2024-01-05,25,15\n2024-01-08,16,15\n"
}

/// A table that a program wrote.
struct Table {
  let header: [String]
  let rows: [[String]]

  init(_ text: String) {
    var lines = text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    header = lines.isEmpty ? [] : lines.removeFirst()
    rows = lines
  }

  func row(_ symbol: String, _ date: String) -> [String] { rows.first { $0[0] == symbol && $0[1] == date } ?? [] }
}
