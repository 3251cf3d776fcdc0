public import TickmarkOptimization

/// A study in a database that Optuna reads and continues.
///
/// The tables are those of Optuna's relational schema, version 12, and two of ours beside them (`StudySchema`). Everything is written in transactions, and the study's lock is taken before a trial is numbered, so that no
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

  public func commit(_ changes: [StudyChange]) throws -> StudyTurn {
    try database.write { connection in
      // Whatever ends or begins has the study to itself: so no two processes wait for each other's trials.
      if changes.contains(where: \.needsStudy) { try lock(connection) }
      var proposals = ProposalCounter(study: study, connection: connection)
      var turn = StudyTurn()
      for change in changes {
        switch change {
        case .begin(let proposal): turn.begun.append(try begin(proposal, &proposals, in: connection))
        case .resume(let id, let trial):
          if let begun = try resume(id, trial, in: connection) {
            turn.begun.append(begun)
          } else {
            turn.lost.append(id)
          }
        case .putBack(let id, let trial): try putBack(id, trial, in: connection)
        case .enqueue(let trial): _ = try enqueue(trial, in: connection)
        case .report(let trial, let step, let value): try report(trial, step, value, in: connection)
        case .note(let trial, let notes): try note(trial, notes, in: connection)
        case .finish(let trial, let outcome):
          if try !finish(trial, outcome, in: connection) { turn.lost.append(trial) }
        case .heartbeat(let trial): try beat(trial, in: connection)
        }
      }
      try proposals.store()
      return turn
    }
  }

  /// Keeps others from numbering trials until the end of the transaction.
  func lock(_ connection: any StudyConnection) throws {
    if let statement = database.dialect.lockStudy { _ = try connection.rows(statement, [.integer(study)]) }
  }
}

extension StudyChange {
  fileprivate var needsStudy: Bool {
    switch self {
    case .begin, .resume, .putBack, .enqueue, .finish: true
    case .report, .note, .heartbeat: false
    }
  }
}

/// How many trials the samplers of a study have proposed, in whatever process: read with the first of a transaction, written
/// at its end.
struct ProposalCounter {
  let study: Int64
  let connection: any StudyConnection
  private var stored: Int?
  private var count = 0

  init(study: Int64, connection: any StudyConnection) { (self.study, self.connection) = (study, connection) }

  /// The index of the next proposal.
  mutating func next() throws -> Int {
    if stored == nil {
      let rows = try connection.rows(
        "SELECT proposals FROM tickmark_proposals WHERE study_id = ?", [.integer(study)])
      stored = rows.first?.first?.integer.map { Int($0) } ?? 0
      count = stored ?? 0
    }
    return count
  }

  mutating func take() { count += 1 }

  func store() throws {
    guard let stored, stored != count else { return }
    try connection.execute(
      """
      INSERT INTO tickmark_proposals (study_id, proposals) VALUES (?, ?)
      ON CONFLICT (study_id) DO UPDATE SET proposals = excluded.proposals
      """, [.integer(study), SQLValue(count)])
  }
}
