import CTickmarkPostgreSQL
import Glibc
import TickmarkOptimization

/// A PostgreSQL database, over one connection.
///
/// Values go as texts whose types the server infers; statements are prepared once a connection.
final class PostgreSQLDatabase: StudyDatabase {
  let place: String
  let dialect = Dialect.postgreSQL
  private let connection: OpaquePointer
  private var prepared: [String: String] = [:]

  /// - Parameter address: without its password it is what errors call the place.
  /// - Throws: `.cannotOpen`.
  init(_ address: String) throws(StorageError) {
    place = PostgreSQLAddress.withoutPassword(address)
    guard let connection = PQconnectdb(address) else { throw .cannotOpen(place: place, reason: "out of memory") }
    guard PQstatus(connection) == CONNECTION_OK else {
      let reason = Self.line(PQerrorMessage(connection))
      PQfinish(connection)
      throw .cannotOpen(place: place, reason: reason)
    }
    self.connection = connection
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
  }

  deinit { PQfinish(connection) }

  func write<Result>(_ body: (any StudyConnection) throws -> Result) throws -> Result {
    let session = Session(database: self)
    _ = try session.run("BEGIN", [])
    do {
      let result = try body(session)
      _ = try session.run("COMMIT", [])
      return result
    } catch {
      _ = try? session.run("ROLLBACK", [])
      throw error
    }
  }

  func read<Result>(_ body: (any StudyConnection) throws -> Result) throws -> Result { try write(body) }

  private struct Session: StudyConnection {
    let database: PostgreSQLDatabase

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [[SQLValue]] { try run(sql, values).rows }
    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int { try run(sql, values).changed }

    func run(_ sql: String, _ values: [SQLValue]) throws -> (rows: [[SQLValue]], changed: Int) {
      let name = try database.statement(sql)
      let texts = values.map(Self.text)
      let result = Self.withPointers(texts) { pointers in
        PQexecPrepared(database.connection, name, Int32(pointers.count), pointers, nil, nil, 0)
      }
      defer { PQclear(result) }
      return try database.answer(result)
    }

    private static func text(_ value: SQLValue) -> String? {
      switch value {
      case .null: nil
      case .integer(let value): "\(value)"
      case .real(let value): "\(value)"
      case .text(let value): value
      }
    }

    private static func withPointers<Result>(
      _ texts: [String?], _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
      let copies: [UnsafeMutablePointer<CChar>?] = texts.map { $0.flatMap { strdup($0) } }
      defer { for copy in copies { free(copy) } }
      return body(copies.map { copy in copy.map { UnsafePointer($0) } })
    }
  }

  /// The name of the prepared statement, prepared where this connection has not seen it.
  private func statement(_ sql: String) throws -> String {
    if let name = prepared[sql] { return name }
    let name = "s\(prepared.count)"
    let result = PQprepare(connection, name, Self.numbered(sql), 0, nil)
    defer { PQclear(result) }
    _ = try answer(result)
    prepared[sql] = name
    return name
  }

  private func answer(_ result: OpaquePointer?) throws -> (rows: [[SQLValue]], changed: Int) {
    let status = PQresultStatus(result)
    guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
      throw StorageError.failed(place: place, reason: Self.line(PQresultErrorMessage(result)))
    }
    let columns = PQnfields(result)
    let rows = (0..<PQntuples(result)).map { row in
      (0..<columns).map { column -> SQLValue in
        PQgetisnull(result, row, column) == 1 ? .null : .text(String(cString: PQgetvalue(result, row, column)))
      }
    }
    return (rows, Int(String(cString: PQcmdTuples(result))) ?? 0)
  }

  /// `?` as `$1`, `$2`, …; no statement of ours has one within a text.
  private static func numbered(_ sql: String) -> String {
    var number = 0
    return sql.reduce(into: "") { text, character in
      if character == "?" { number += 1 }
      text += character == "?" ? "$\(number)" : String(character)
    }
  }

  private static func line(_ message: UnsafePointer<CChar>?) -> String {
    guard let message else { return "it says nothing" }
    let text = String(cString: message)
    return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it says nothing"
  }
}

extension Dialect {
  private static let kinds = [
    ("studydirection", Direction.allCases.map(\.rawValue) + ["NOT_SET"]),
    ("trialstate", TrialState.allCases.map(\.rawValue)),
    ("trialvaluetype", ["FINITE", "INF_POS", "INF_NEG"]),
    ("trialintermediatevaluetype", ["FINITE", "INF_POS", "INF_NEG", "NAN"]),
  ]

  static let postgreSQL = Dialect(
    now: "timezone('utc', clock_timestamp())", heartbeat: "CURRENT_TIMESTAMP",
    heartbeatBefore: { "CURRENT_TIMESTAMP - interval '\($0) seconds'" }, skipLocked: "FOR UPDATE SKIP LOCKED",
    lockStudy: "SELECT study_id FROM studies WHERE study_id = ? FOR UPDATE",
    lockSchema: "SELECT pg_advisory_xact_lock(7421938456)",
    tableNames: "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()",
    schema: kinds.map { name, words in
      "CREATE TYPE \(name) AS ENUM (\(words.map { "'\($0)'" }.joined(separator: ", ")))"
    }
      + StudySchema.statements(
        serial: "SERIAL", real: "FLOAT(53)", time: "TIMESTAMP WITHOUT TIME ZONE",
        kinds: (
          state: "trialstate", direction: "studydirection", value: "trialvaluetype",
          intermediate: "trialintermediatevaluetype"
        )))
}
