import Foundation
import TickmarkFrames
import Testing

/// How the reference's files are read.
enum Fixture {
  /// A number, a text that JSON has no number for, or a truth.
  struct Number: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let truth = try? container.decode(Bool.self) {
        value = truth ? 1 : 0
      } else if let number = try? container.decode(Double.self) {
        value = number
      } else {
        let text = try container.decode(String.self)
        // A text that is no number, such as the allocation's name, is none.
        value = ["Infinity": .infinity][text] ?? .nan
      }
    }
  }

  static func doubles(_ file: URL) throws -> [Double] {
    let data = try Data(contentsOf: file)
    return stride(from: 0, to: data.count, by: 8).map { start in
      Double(bitPattern: data[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
  }

  static func day(_ text: String) throws -> Day {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    return try #require(Day(year: parts[0], month: parts[1], day: parts[2]))
  }
}
