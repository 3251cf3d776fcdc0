public import TickmarkOptimization

extension RelationalStorage {
  public func claim(_ most: Int) throws -> [StoredTrial] {
    try database.write { connection in
      var claimed: [StoredTrial] = []
      while claimed.count < most, var trial = try claimOne(in: connection) {
        (trial.fixed, trial.reason) = try fixedValues(of: trial.id, in: connection)
        if !trial.fixed.contains(nil) { trial.point = Point(values: trial.fixed.compactMap(\.self)) }
        trial.key = try key(of: trial.id, in: connection)
        try mark(trial.id, trial.key, in: connection)
        if let point = trial.point { try store(point, of: trial.id, in: connection) }
        try beat(trial.id, in: connection)
        claimed.append(trial)
      }
      return claimed
    }
  }

  public func trials(from first: Int) throws -> [StoredTrial] {
    try database.read { try TrialReader(self, connection: $0).trials(from: first) }
  }

  public func trials(numbered numbers: [Int]) throws -> [StoredTrial] {
    try database.read { try TrialReader(self, connection: $0).trials(numbered: numbers) }
  }

  public func failStale(afterSeconds seconds: Double, retries: Int, except own: Set<Int64>) throws -> Int {
    try database.write { connection in
      try lock(connection)
      let stale = try connection.rows(
        """
        SELECT t.trial_id, t.number FROM trials t JOIN trial_heartbeats h ON h.trial_id = t.trial_id
        \(Self.ours) AND h.heartbeat < \(database.dialect.heartbeatBefore(seconds)) ORDER BY t.trial_id
        """, [.integer(study)])
      var failed = 0
      for row in stale {
        guard let id = row[0].integer, let number = row[1].integer, !own.contains(id) else { continue }
        let (point, key) = (try storedPoint(of: id, in: connection), try key(of: id, in: connection))
        let history = try attribute("retry_history", of: id, in: connection).map(NotesJSON.values) ?? []
        let reason = "its process was not heard of for \(seconds) s"
        guard try finish(id, .failed(reason: reason), in: connection) else { continue }
        failed += 1
        guard let point, history.count < retries else { continue }
        let again = try enqueue(NewTrial(point: point, key: key), in: connection)
        let numbers = (history.compactMap { Int64(exactly: $0) } + [number]).map(String.init)
        try setAttribute("failed_trial", numbers.first ?? "\(number)", of: again, in: connection)
        try setAttribute("retry_history", "[\(numbers.joined(separator: ", "))]", of: again, in: connection)
      }
      return failed
    }
  }

  public func counts() throws -> StudyCounts {
    try database.read { connection in
      var counts = StudyCounts()
      let rows = try connection.rows(
        "SELECT state, COUNT(*) FROM trials WHERE study_id = ? GROUP BY state", [.integer(study)])
      for row in rows {
        guard let state = row[0].text.flatMap(TrialState.init), let count = row[1].integer else { continue }
        counts.states[state] = Int(count)
      }
      let watched = try connection.rows(
        "SELECT COUNT(*) FROM trials t JOIN trial_heartbeats h ON h.trial_id = t.trial_id \(Self.ours)",
        [.integer(study)])
      counts.watched = Int(watched.first?.first?.integer ?? 0)
      return counts
    }
  }

  /// Running trials of the study that a process of ours runs.
  private static let ours = """
    JOIN trial_system_attributes m ON m.trial_id = t.trial_id AND m."key" = 'tickmark:key'
    WHERE t.study_id = ? AND t.state = 'RUNNING'
    """

  /// One waiting trial, now running, and nobody else's.
  private func claimOne(in connection: any StudyConnection) throws -> StoredTrial? {
    let rows = try connection.rows(
      """
      UPDATE trials SET state = 'RUNNING', datetime_start = \(database.dialect.now) WHERE trial_id = (
        SELECT trial_id FROM trials WHERE study_id = ? AND state = 'WAITING' ORDER BY number LIMIT 1
        \(database.dialect.skipLocked)
      ) AND state = 'WAITING' RETURNING trial_id, number
      """, [.integer(study)])
    guard let row = rows.first, let id = row[0].integer, let number = row[1].integer else { return nil }
    return StoredTrial(id: id, number: Int(number), state: .running, point: nil)
  }

  private func storedPoint(of trial: Int64, in connection: any StudyConnection) throws -> Point? {
    let rows = try connection.rows(
      "SELECT param_name, param_value, distribution_json FROM trial_params WHERE trial_id = ?", [.integer(trial)])
    return point(of: rows[...])
  }

  /// The parameters that were written down, a row each of name, value and distribution; nil where they are not those of the
  /// space.
  func point(of rows: ArraySlice<[SQLValue]>) -> Point? {
    let found = Dictionary(rows.map { ($0[0].text ?? "", (value: $0[1].real, json: $0[2].text)) }) { $1 }
    var point = Point(values: [])
    for (parameter, text) in zip(space.parameters, distributions) {
      guard let stored = found[parameter.name], let value = stored.value, let json = stored.json else { return nil }
      // Another program may have written the choices in another order.
      let inner =
        json == text
        ? value : DistributionJSON.distribution(json)?.shownIfValid(value).flatMap(parameter.distribution.inner)
      guard let canonical = inner.flatMap(parameter.distribution.canonical) else { return nil }
      point.values.append(canonical)
    }
    return point
  }

  /// The parameters that a waiting trial was given, nil for each that is open, and what is wrong with one.
  private func fixedValues(
    of trial: Int64, in connection: any StudyConnection
  ) throws -> (values: [Double?], problem: String?) {
    let given = try attribute("fixed_params", of: trial, in: connection).flatMap(DistributionJSON.values) ?? [:]
    var problem: String?
    let values = space.parameters.map { parameter -> Double? in
      guard let value = given[parameter.name] else { return nil }
      let inner = parameter.distribution.inner(value)
      if inner == nil { problem = "\(OptimizationError.badValue(parameter: parameter.name, value: "\(value)"))" }
      return inner
    }
    return (values, problem)
  }

  private func key(of trial: Int64, in connection: any StudyConnection) throws -> TrialKey? {
    try attribute("tickmark:key", of: trial, in: connection).flatMap { TrialKey($0.dropFirst().dropLast()) }
  }

  func attribute(_ name: String, of trial: Int64, in connection: any StudyConnection) throws -> String? {
    try connection.rows(
      "SELECT value_json FROM trial_system_attributes WHERE trial_id = ? AND \"key\" = ?",
      [.integer(trial), .text(name)]
    ).first?.first?.text
  }
}
