public import TickmarkOptimization

/// A study in a database that Optuna reads and continues.
///
/// The tables are those of Optuna's relational schema, version 12, and one of ours beside them that says which trial has
/// which key. Everything is written in transactions, and the study's lock is taken before a trial is numbered, so that no
/// number and no waiting trial is given away twice.
public final class RelationalStorage: StudyStorage {
  public let space: SearchSpace
  public let header: StudyHeader
  let database: any StudyDatabase
  let study: Int64
  let distributions: [String]

  /// Opens a SQLite file, making it and the study where they are not there.
  ///
  /// - Parameter seconds: how long to wait for another process's lock.
  /// - Throws: `StorageError`.
  public convenience init(
    sqlite path: String, _ header: StudyHeader, space: SearchSpace, busySeconds seconds: Double = 60
  ) throws {
    try self.init(SQLiteDatabase(path: path, busySeconds: seconds), header, space: space)
  }

  /// Connects to a PostgreSQL database, making tables and study where they are not there.
  ///
  /// - Parameter address: `postgresql://user@host/database`, or any of libpq's forms.
  /// - Throws: `StorageError`.
  public convenience init(postgreSQL address: String, _ header: StudyHeader, space: SearchSpace) throws {
    try self.init(PostgreSQLDatabase(address), header, space: space)
  }

  init(_ database: any StudyDatabase, _ header: StudyHeader, space: SearchSpace) throws {
    self.database = database
    self.header = header
    self.space = space
    distributions = space.parameters.map { DistributionJSON.text($0.distribution) }
    study = try database.write { connection in
      if let lock = database.dialect.lockSchema { _ = try connection.rows(lock, []) }
      try StudySchema.prepare(connection, database.dialect, place: database.place)
      return try StudySchema.study(header, in: connection)
    }
  }

  public func commit(_ changes: [StudyChange]) throws -> [BegunTrial] {
    try database.write { connection in
      if changes.contains(where: \.needsNumber) { try lock(connection) }
      var begun: [BegunTrial] = []
      for change in changes {
        switch change {
        case .begin(let trial): begun.append(try begin(trial, in: connection))
        case .enqueue(let trial): _ = try enqueue(trial, in: connection)
        case .report(let trial, let step, let value): try report(trial, step, value, in: connection)
        case .finish(let trial, let outcome): try finish(trial, outcome, in: connection)
        case .heartbeat(let trial): try beat(trial, in: connection)
        }
      }
      return begun
    }
  }

  /// Keeps others from numbering trials until the end of the transaction.
  func lock(_ connection: any StudyConnection) throws {
    if let statement = database.dialect.lockStudy { _ = try connection.rows(statement, [.integer(study)]) }
  }
}

extension StudyChange {
  fileprivate var needsNumber: Bool {
    switch self {
    case .begin, .enqueue: true
    case .report, .finish, .heartbeat: false
    }
  }
}
