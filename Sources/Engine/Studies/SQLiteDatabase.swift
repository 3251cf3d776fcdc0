import Foundation
import GRDB
import TickmarkOptimization

/// A SQLite file.
///
/// Transactions that write begin with the lock (`BEGIN IMMEDIATE`), so of several processes one writes at a time.
///
/// - Durability: what a transaction has stored is in the write-ahead log and on the disk (`synchronous = FULL`).
final class SQLiteDatabase: StudyDatabase {
  let place: String
  let dialect = Dialect.sqlite
  private let queue: DatabaseQueue

  /// - Parameter seconds: how long to wait for another process's lock.
  init(path: String, busySeconds seconds: Double) throws(StorageError) {
    place = path
    var configuration = Configuration()
    configuration.busyMode = .timeout(seconds)
    configuration.foreignKeysEnabled = false  // as with Optuna: its own deletions rely on no order
    configuration.prepareDatabase { database in
      try Self.useWriteAheadLog(database, until: Date(timeIntervalSinceNow: seconds))
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    do { queue = try DatabaseQueue(path: path, configuration: configuration) } catch {
      throw Self.translated(error, place: path)
    }
  }

  /// The change to the write-ahead log does not wait for others by itself.
  private static func useWriteAheadLog(_ database: Database, until deadline: Date) throws {
    guard try String.fetchOne(database, sql: "PRAGMA journal_mode") != "wal" else { return }
    while true {
      do { return try database.execute(sql: "PRAGMA journal_mode = WAL") } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY && Date() < deadline
      { Thread.sleep(forTimeInterval: 0.01) }
    }
  }

  func write<Result>(_ body: (any StudyConnection) throws -> Result) throws -> Result {
    do { return try queue.write { try body(Connection(database: $0)) } } catch {
      throw Self.translated(error, place: place)
    }
  }

  func read<Result>(_ body: (any StudyConnection) throws -> Result) throws -> Result {
    do { return try queue.read { try body(Connection(database: $0)) } } catch {
      throw Self.translated(error, place: place)
    }
  }

  private struct Connection: StudyConnection {
    let database: Database

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [[SQLValue]] {
      let statement = try database.cachedStatement(sql: sql)
      let cursor = try Row.fetchCursor(statement, arguments: Self.arguments(values))
      var rows: [[SQLValue]] = []
      while let row = try cursor.next() { rows.append(row.databaseValues.map(Self.value)) }
      return rows
    }

    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
      try database.cachedStatement(sql: sql).execute(arguments: Self.arguments(values))
      return database.changesCount
    }

    private static func arguments(_ values: [SQLValue]) -> StatementArguments {
      StatementArguments(
        values.map { value -> (any DatabaseValueConvertible)? in
          switch value {
          case .null: nil
          case .integer(let value): value
          case .real(let value): value
          case .text(let value): value
          }
        })
    }

    private static func value(_ value: DatabaseValue) -> SQLValue {
      switch value.storage {
      case .null, .blob: .null
      case .int64(let value): .integer(value)
      case .double(let value): .real(value)
      case .string(let value): .text(value)
      }
    }
  }

  private static func translated(_ error: any Error, place: String) -> StorageError {
    if let error = error as? StorageError { return error }
    guard let error = error as? DatabaseError else { return .failed(place: place, reason: "\(error)") }
    switch error.resultCode {
    case .SQLITE_NOTADB: return .notAStudyFile(place: place)
    case .SQLITE_CANTOPEN: return .cannotOpen(place: place, reason: error.message ?? "it cannot be opened")
    case .SQLITE_BUSY: return .failed(place: place, reason: "another process has kept it locked for too long")
    default: return .failed(place: place, reason: error.message ?? "\(error.resultCode)")
    }
  }
}

extension Dialect {
  static let sqlite = Dialect(
    now: "strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'", heartbeat: "datetime('now')",
    heartbeatBefore: { "datetime('now', '\(-$0) seconds')" }, skipLocked: "", lockStudy: nil, lockSchema: nil,
    tableNames: "SELECT name FROM sqlite_master WHERE type = 'table'",
    schema: StudySchema.statements(
      serial: "INTEGER", real: "FLOAT", time: "DATETIME",
      kinds: (state: "VARCHAR(8)", direction: "VARCHAR(8)", value: "VARCHAR(7)", intermediate: "VARCHAR(7)")))
}
