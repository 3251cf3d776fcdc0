import TickmarkOptimization

/// A value in a statement or in a row of its answer.
enum SQLValue: Equatable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)

  var integer: Int64? {
    switch self {
    case .integer(let value): value
    case .text(let text): Int64(text)
    case .null, .real: nil
    }
  }

  var real: Double? {
    switch self {
    case .real(let value): value
    case .integer(let value): Double(value)
    case .text(let text): Double(text)
    case .null: nil
    }
  }

  var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  init(integerLiteral value: Int64) { self = .integer(value) }
  init(stringLiteral value: String) { self = .text(value) }
  init(_ value: Int) { self = .integer(Int64(value)) }
  init(_ value: Double?) { self = value.map { .real($0) } ?? .null }
}

/// A connection to a database within a transaction. Statements have `?` where their values go.
protocol StudyConnection {
  /// - Returns: the rows of the answer.
  func rows(_ sql: String, _ values: [SQLValue]) throws -> [[SQLValue]]
  /// - Returns: how many rows were changed.
  @discardableResult func execute(_ sql: String, _ values: [SQLValue]) throws -> Int
}

/// A database with the tables of studies in it.
protocol StudyDatabase: AnyObject {
  var place: String { get }
  var dialect: Dialect { get }
  /// Runs `body` in a transaction: all of it is stored, or none.
  func write<Result>(_ body: (any StudyConnection) throws -> Result) throws -> Result
  func read<Result>(_ body: (any StudyConnection) throws -> Result) throws -> Result
}

/// Where databases do not speak alike.
struct Dialect: Sendable {
  /// This moment in UTC, with six digits of fractions.
  let now: String
  /// The database's own moment, for heartbeats, and that moment so many seconds ago.
  let heartbeat: String
  let heartbeatBefore: @Sendable (_ seconds: Double) -> String
  /// Ends the choice of a waiting trial: who comes second goes on to the next.
  let skipLocked: String
  /// Keeps others from numbering trials of the study meanwhile; nothing where a transaction keeps them out anyway.
  let lockStudy: String?
  /// Keeps others from making tables and studies meanwhile; nothing where a transaction keeps them out anyway.
  let lockSchema: String?
  let tableNames: String
  let schema: [String]
}
