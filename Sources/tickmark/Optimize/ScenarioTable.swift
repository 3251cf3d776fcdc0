import TOMLKit
import TickmarkCommands
import TickmarkOptimization

/// A mistake in a scenario file.
struct ScenarioError: ReportableError {
  let path: String
  /// The table, where it is in one.
  let place: String?
  let problem: String

  var description: String { "scenario '\(path)'\(place.map { ", [\($0)]" } ?? ""): \(problem)" }
  var exitStatus: ExitStatus { .badConfiguration }
}

/// A table of a scenario file that knows where it stands, so that whatever is wrong in it can be found.
struct ScenarioTable {
  private let table: TOMLTable
  private let path: String
  private let place: String?

  init(_ table: TOMLTable, path: String, place: String?) { (self.table, self.path, self.place) = (table, path, place) }

  var keys: [String] { table.keys.sorted() }

  func error(_ problem: String) -> ScenarioError { ScenarioError(path: path, place: place, problem: problem) }

  /// - Throws: where there is another key.
  func allow(_ known: [String]) throws {
    guard let stranger = keys.first(where: { !known.contains($0) }) else { return }
    throw error("unknown key '\(stranger)'; known are \(known.joined(separator: ", "))")
  }

  /// An empty one where there is none.
  func table(_ key: String) throws -> ScenarioTable {
    let place = place.map { "\($0).\(key)" } ?? key
    guard let value = table[key] else { return ScenarioTable(TOMLTable(), path: path, place: place) }
    guard let inner = value.table else { throw error("'\(key)' is no table") }
    return ScenarioTable(inner, path: path, place: place)
  }

  func needed<Value>(_ value: Value?, _ key: String) throws -> Value {
    guard let value else { throw error("'\(key)' is missing") }
    return value
  }

  func text(_ key: String) throws -> String? { try read(key, "a text") { $0.string } }
  func truth(_ key: String) throws -> Bool? { try read(key, "true or false") { $0.bool } }
  func whole(_ key: String) throws -> Int? { try read(key, "a whole number") { $0.int } }

  func double(_ key: String) throws -> Double? { try number(key)?.number }

  /// As it was written: 5 is an integer, 5.0 is none.
  func number(_ key: String) throws -> ParameterValue? {
    try read(key, "a number") { Self.parameter($0).flatMap { $0.number == nil ? nil : $0 } }
  }

  func value(_ key: String) throws -> ParameterValue? { try read(key, "a number, a text or a truth", Self.parameter) }

  /// A list of one is its element.
  func texts(_ key: String) throws -> [String]? {
    try read(key, "a text or a list of texts") { value in
      value.string.map { [$0] } ?? Self.list(value) { $0.string }
    }
  }

  func values(_ key: String) throws -> [ParameterValue]? {
    try read(key, "a list of numbers, texts or truths") { Self.list($0, Self.parameter) }
  }

  private func read<Value>(
    _ key: String, _ kind: String, _ convert: (any TOMLValueConvertible) -> Value?
  ) throws -> Value? {
    guard let value = table[key] else { return nil }
    guard let converted = convert(value) else { throw error("'\(key)' is \(kind)") }
    return converted
  }

  private static func parameter(_ value: any TOMLValueConvertible) -> ParameterValue? {
    if let whole = value.int { return .integer(whole) }
    if let number = value.double { return .float(number) }
    if let text = value.string { return .text(text) }
    return value.bool.map { .truth($0) }
  }

  private static func list<Value>(
    _ value: any TOMLValueConvertible, _ convert: (any TOMLValueConvertible) -> Value?
  ) -> [Value]? {
    guard let array = value.array else { return nil }
    let converted = array.map { convert($0) }
    return converted.contains { $0 == nil } ? nil : converted.compactMap { $0 }
  }
}
