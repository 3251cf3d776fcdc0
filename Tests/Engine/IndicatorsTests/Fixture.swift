import Foundation
import Testing

/// A reference case: closes, volumes and what other implementations made of them.
struct Fixture {
  static let names = [
    "constant_120", "flat_stretch_252", "huge_offset_252", "nan_gaps_252", "random_252_0", "rising_120", "short_10",
  ]

  let closes: [Double]
  let volumes: [Double]
  private let name: String

  init(_ name: String) throws {
    self.name = name
    let input = try Self.table(name, "input")
    closes = try #require(input["close"])
    volumes = try #require(input["volume"])
  }

  /// pandas for the set `seed`.
  func snippet() throws -> Columns { try Self.table(name, "snippet") }
  /// pandas for the set `bench`.
  func bench() throws -> Columns { try Self.table(name, "bench") }
  /// Rational arithmetic.
  func exact() throws -> Columns { try Self.table(name, "exact") }

  static func table(_ name: String, _ file: String) throws -> Columns {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(name)")
    let text = try String(contentsOf: folder.appending(path: "\(file).csv"), encoding: .utf8)
    let rows = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let header = try #require(rows.first)
    return try Dictionary(
      uniqueKeysWithValues: header.enumerated().map { column, name in
        (name, try rows.dropFirst().map { $0[column].isEmpty ? .nan : try #require(Double($0[column])) })
      })
  }
}
