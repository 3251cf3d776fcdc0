import TickmarkOptimization

/// What is written of a trial.
extension RelationalStorage {
  /// A trial that starts, is answered by an equal one, or has to wait for it.
  func begin(
    _ proposal: (Int) -> NewTrial?, _ proposals: inout ProposalCounter, in connection: any StudyConnection
  ) throws -> BegunTrial {
    guard let trial = proposal(try proposals.next()) else { return .nothing }
    proposals.take()
    let number = try nextNumber(in: connection)
    let holder = try trial.key.flatMap { try self.holder(of: $0, in: connection) }
    if let holder, holder.isAnswer {
      let id = try insert(trial, holder.state, number, in: connection)
      return try answer(id, number, trial, by: holder, in: connection)
    }
    let id = try insert(trial, .running, number, in: connection)
    return try take(turnOf: id, number, trial, from: holder, in: connection)
  }

  /// A running trial asks for its turn.
  ///
  /// - Returns: nil where it is not running any more.
  func resume(_ id: Int64, _ trial: NewTrial, in connection: any StudyConnection) throws -> BegunTrial? {
    let rows = try connection.rows(
      "SELECT number FROM trials WHERE trial_id = ? AND state = 'RUNNING'", [.integer(id)])
    guard let number = rows.first?.first?.integer.map({ Int($0) }) else { return nil }
    try store(trial.point, of: id, in: connection)
    try mark(id, trial.key, in: connection)
    let holder = try trial.key.flatMap { try self.holder(of: $0, in: connection) }
    guard let holder, holder.isAnswer, holder.id != id else {
      return try take(turnOf: id, number, trial, from: holder, in: connection)
    }
    try connection.execute(
      """
      UPDATE trials SET state = ?, datetime_complete = \(database.dialect.now)
      WHERE trial_id = ? AND state = 'RUNNING'
      """, [.text(holder.state.rawValue), .integer(id)])
    return try answer(id, number, trial, by: holder, in: connection)
  }

  private func take(
    turnOf id: Int64, _ number: Int, _ trial: NewTrial, from holder: KeyHolder?, in connection: any StudyConnection
  ) throws -> BegunTrial {
    try beat(id, in: connection)
    if let holder, holder.state == .running, holder.id != id {
      return .wait(id: id, number: number, trial, for: holder.number)
    }
    if let key = trial.key { try remember(key, id, in: connection) }
    return .run(id: id, number: number, trial)
  }

  private func answer(
    _ id: Int64, _ number: Int, _ trial: NewTrial, by holder: KeyHolder, in connection: any StudyConnection
  ) throws -> BegunTrial {
    let values = try values(of: holder.id, in: connection)
    try store(values, of: id, in: connection)
    try setAttribute("tickmark:duplicate_of", "\(holder.number)", of: id, in: connection)
    if let constraints = try attribute("constraints", of: holder.id, in: connection) {
      try setAttribute("constraints", constraints, of: id, in: connection)
    }
    return .answered(number: number, trial, by: holder.number, isPruned: holder.state == .pruned)
  }

  /// - Returns: the new trial.
  func enqueue(_ trial: NewTrial, in connection: any StudyConnection) throws -> Int64 {
    let id = try insert(trial, .waiting, nextNumber(in: connection), in: connection)
    try fix(trial.point, of: id, in: connection)
    return id
  }

  /// Puts a running trial back in line.
  func putBack(_ id: Int64, _ trial: NewTrial, in connection: any StudyConnection) throws {
    let changed = try connection.execute(
      "UPDATE trials SET state = 'WAITING', datetime_start = NULL WHERE trial_id = ? AND state = 'RUNNING'",
      [.integer(id)])
    guard changed == 1 else { return }
    try fix(trial.point, of: id, in: connection)
    try connection.execute("DELETE FROM trial_heartbeats WHERE trial_id = ?", [.integer(id)])
  }

  /// Says what whoever claims a waiting trial has to try.
  private func fix(_ point: Point, of id: Int64, in connection: any StudyConnection) throws {
    let pairs = zip(space.parameters, point.values).map { parameter, value in
      DistributionJSON.quoted(parameter.name) + ": " + DistributionJSON.text(parameter.distribution.shown(value))
    }
    try setAttribute("fixed_params", "{" + pairs.joined(separator: ", ") + "}", of: id, in: connection)
  }

  func report(_ trial: Int64, _ step: Int, _ value: Double, in connection: any StudyConnection) throws {
    let (number, kind) = Self.column(value)
    try connection.execute(
      """
      INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type)
      VALUES (?, ?, ?, ?) ON CONFLICT (trial_id, step) DO UPDATE SET
      intermediate_value = excluded.intermediate_value, intermediate_value_type = excluded.intermediate_value_type
      """, [.integer(trial), SQLValue(step), number, .text(kind)])
  }

  /// Constraints where Optuna looks for them, windows where people do.
  func note(_ trial: Int64, _ notes: TrialNotes, in connection: any StudyConnection) throws {
    if !notes.constraints.isEmpty {
      try setAttribute("constraints", NotesJSON.text(notes.constraints), of: trial, in: connection)
    }
    for (name, windows) in [("in_sample", notes.inSample), ("out_of_sample", notes.outOfSample)] where !windows.isEmpty
    {
      try connection.execute(
        """
        INSERT INTO trial_user_attributes (trial_id, "key", value_json) VALUES (?, ?, ?)
        ON CONFLICT (trial_id, "key") DO UPDATE SET value_json = excluded.value_json
        """, [.integer(trial), .text(name), .text(NotesJSON.text(windows))])
    }
  }

  /// Ends a running trial; one that has ended already stays as it is: readers keep finished trials for ever.
  ///
  /// - Returns: whether it was running.
  func finish(_ trial: Int64, _ outcome: TrialOutcome, in connection: any StudyConnection) throws -> Bool {
    let (state, values, reason) = Self.ending(outcome)
    let changed = try connection.execute(
      """
      UPDATE trials SET state = ?, datetime_complete = \(database.dialect.now)
      WHERE trial_id = ? AND state = 'RUNNING'
      """, [.text(state.rawValue), .integer(trial)])
    guard changed == 1 else { return false }
    try store(values, of: trial, in: connection)
    guard let reason else { return true }
    try setAttribute("tickmark:failed_because", DistributionJSON.quoted(reason), of: trial, in: connection)
    // Nobody is answered by a failure.
    try connection.execute(
      "DELETE FROM tickmark_trial_keys WHERE study_id = ? AND trial_id = ?", [.integer(study), .integer(trial)])
    return true
  }

  /// A value that is no number is a failure, as Optuna has it.
  private static func ending(_ outcome: TrialOutcome) -> (TrialState, [Double], reason: String?) {
    switch outcome {
    case .complete(let values) where values.contains(where: \.isNaN): (.failed, [], "a value is no number")
    case .complete(let values): (.complete, values, nil)
    case .pruned(let values): (.pruned, values.filter { !$0.isNaN }, nil)
    case .failed(let reason): (.failed, [], reason)
    }
  }

  func beat(_ trial: Int64, in connection: any StudyConnection) throws {
    try connection.execute(
      """
      INSERT INTO trial_heartbeats (trial_id, heartbeat) VALUES (?, \(database.dialect.heartbeat))
      ON CONFLICT (trial_id) DO UPDATE SET heartbeat = excluded.heartbeat
      """, [.integer(trial)])
  }

  /// Who has a key.
  private struct KeyHolder {
    let id: Int64
    let number: Int
    let state: TrialState
    var isAnswer: Bool { state == .complete || state == .pruned }
  }

  private func holder(of key: TrialKey, in connection: any StudyConnection) throws -> KeyHolder? {
    let rows = try connection.rows(
      """
      SELECT t.trial_id, t.number, t.state FROM tickmark_trial_keys k JOIN trials t ON t.trial_id = k.trial_id
      WHERE k.study_id = ? AND k.trial_key = ?
      """, [.integer(study), .text("\(key)")])
    guard let row = rows.first, let id = row[0].integer, let number = row[1].integer else { return nil }
    return KeyHolder(id: id, number: Int(number), state: row[2].text.flatMap(TrialState.init) ?? .failed)
  }

  private func remember(_ key: TrialKey, _ trial: Int64, in connection: any StudyConnection) throws {
    try connection.execute(
      """
      INSERT INTO tickmark_trial_keys (study_id, trial_key, trial_id) VALUES (?, ?, ?)
      ON CONFLICT (study_id, trial_key) DO UPDATE SET trial_id = excluded.trial_id
      """, [.integer(study), .text("\(key)"), .integer(trial)])
  }

  /// How many trials the study has: the number of the next one.
  private func nextNumber(in connection: any StudyConnection) throws -> Int {
    // Numbers follow the order of the rows, so the last row tells how many there are: a count would read them all.
    let last = try connection.rows(
      "SELECT number FROM trials WHERE study_id = ? ORDER BY trial_id DESC LIMIT 1", [.integer(study)])
    return (last.first?.first?.integer).map { Int($0) + 1 } ?? 0
  }

  /// A trial with its parameters.
  private func insert(
    _ trial: NewTrial, _ state: TrialState, _ number: Int, in connection: any StudyConnection
  ) throws -> Int64 {
    let now = database.dialect.now
    let times =
      switch state {
      case .waiting: "NULL, NULL"
      case .running: "\(now), NULL"
      case .complete, .pruned, .failed: "\(now), \(now)"
      }
    let made = try connection.rows(
      """
      INSERT INTO trials (number, study_id, state, datetime_start, datetime_complete) VALUES (?, ?, ?, \(times))
      RETURNING trial_id
      """, [SQLValue(number), .integer(study), .text(state.rawValue)])
    let id = made.first?.first?.integer ?? 0
    // The parameters of one that waits are its fixed ones: whoever claims it writes them down.
    if state != .waiting { try store(trial.point, of: id, in: connection) }
    try mark(id, trial.key, in: connection)
    return id
  }

  /// The trial's key, which also says that it is ours; one without is marked as well.
  func mark(_ id: Int64, _ key: TrialKey?, in connection: any StudyConnection) throws {
    try setAttribute("tickmark:key", "\"\(key.map { "\($0)" } ?? "")\"", of: id, in: connection)
  }

  func store(_ point: Point, of trial: Int64, in connection: any StudyConnection) throws {
    for (index, parameter) in space.parameters.enumerated() {
      try connection.execute(
        """
        INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (?, ?, ?, ?)
        ON CONFLICT (trial_id, param_name) DO NOTHING
        """,
        [.integer(trial), .text(parameter.name), .real(point.values[index]), .text(distributions[index])])
    }
  }

  private func store(_ values: [Double], of trial: Int64, in connection: any StudyConnection) throws {
    for (objective, value) in values.enumerated() {
      let (number, kind) = Self.column(value)
      try connection.execute(
        "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, ?, ?, ?)",
        [.integer(trial), SQLValue(objective), number, .text(kind)])
    }
  }

  func setAttribute(_ key: String, _ json: String, of trial: Int64, in connection: any StudyConnection) throws {
    try connection.execute(
      """
      INSERT INTO trial_system_attributes (trial_id, "key", value_json) VALUES (?, ?, ?)
      ON CONFLICT (trial_id, "key") DO UPDATE SET value_json = excluded.value_json
      """, [.integer(trial), .text(key), .text(json)])
  }

  func values(of trial: Int64, in connection: any StudyConnection) throws -> [Double] {
    try connection.rows(
      "SELECT value, value_type FROM trial_values WHERE trial_id = ? ORDER BY objective", [.integer(trial)]
    )
    .map { Self.value($0[0], kind: $0[1]) }
  }

  static func value(_ number: SQLValue, kind: SQLValue) -> Double {
    switch kind.text {
    case "INF_POS": .infinity
    case "INF_NEG": -.infinity
    default: number.real ?? .nan
    }
  }

  private static func column(_ value: Double) -> (number: SQLValue, kind: String) {
    if value.isNaN { return (.null, "NAN") }
    if value.isInfinite { return (.null, value > 0 ? "INF_POS" : "INF_NEG") }
    return (.real(value), "FINITE")
  }
}
