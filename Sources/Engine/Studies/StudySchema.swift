import TickmarkOptimization

/// The tables of a study.
///
/// - Source: what Optuna 4.9 writes (schema version 12, revision v3.2.0.a). Ours are `tickmark_trial_keys`, which trial
///   has a key, and `tickmark_proposals`, how many trials the samplers of a study have proposed.
enum StudySchema {
  static let version = 12
  private static let revision = "v3.2.0.a"
  private static let libraryVersion = "4.9.0"

  /// Makes the tables in an empty database; checks those of another.
  ///
  /// - Throws: `.notAStudyFile`, `.unknownVersion`.
  static func prepare(_ connection: any StudyConnection, _ dialect: Dialect, place: String) throws {
    let tables = try connection.rows(dialect.tableNames, []).compactMap { $0.first?.text }
    if tables.isEmpty {
      for statement in dialect.schema { try connection.execute(statement, []) }
      try connection.execute(
        "INSERT INTO version_info (version_info_id, schema_version, library_version) VALUES (1, ?, ?)",
        [SQLValue(version), .text(libraryVersion)])
      try connection.execute("INSERT INTO alembic_version (version_num) VALUES (?)", [.text(revision)])
    } else {
      guard tables.contains("version_info"), tables.contains("trials") else {
        throw StorageError.notAStudyFile(place: place)
      }
      let found = try connection.rows("SELECT schema_version FROM version_info", []).first?.first?.integer
      let foundRevision = try connection.rows("SELECT version_num FROM alembic_version", []).first?.first?.text
      guard found == Int64(version), foundRevision == revision else {
        throw StorageError.unknownVersion(place: place, found: "\(found ?? 0), \(foundRevision ?? "none")")
      }
    }
    for table in ownTables { try connection.execute(table, []) }
  }

  /// The study's number; it is made where there is none of that name.
  ///
  /// - Throws: `.otherDirections`.
  static func study(_ header: StudyHeader, in connection: any StudyConnection) throws -> Int64 {
    let known = try connection.rows("SELECT study_id FROM studies WHERE study_name = ?", [.text(header.name)])
    if let study = known.first?.first?.integer {
      let stored = try connection.rows(
        "SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective", [.integer(study)]
      ).compactMap { $0[0].text.flatMap(Direction.init) }
      guard stored == header.directions else { throw StorageError.otherDirections(study: header.name, stored: stored) }
      try compare(header, study, in: connection)
      return study
    }
    let made = try connection.rows(
      "INSERT INTO studies (study_name) VALUES (?) RETURNING study_id", [.text(header.name)])
    let study = made.first?.first?.integer ?? 0
    for (objective, direction) in header.directions.enumerated() {
      try connection.execute(
        "INSERT INTO study_directions (direction, study_id, objective) VALUES (?, ?, ?)",
        [.text(direction.rawValue), .integer(study), SQLValue(objective)])
    }
    if let fingerprint = header.fingerprint { try store(fingerprint, of: study, in: connection) }
    return study
  }

  /// A study without a fingerprint takes this one.
  private static func compare(_ header: StudyHeader, _ study: Int64, in connection: any StudyConnection) throws {
    guard let fingerprint = header.fingerprint else { return }
    let known = try connection.rows(
      "SELECT value_json FROM study_system_attributes WHERE study_id = ? AND \"key\" = ?",
      [.integer(study), .text(fingerprintKey)])
    guard let stored = known.first?.first?.text else { return try store(fingerprint, of: study, in: connection) }
    guard stored == "\"\(fingerprint)\"" else { throw StorageError.otherScenario(study: header.name) }
  }

  private static let fingerprintKey = "tickmark:scenario"

  private static func store(_ fingerprint: String, of study: Int64, in connection: any StudyConnection) throws {
    try connection.execute(
      "INSERT INTO study_system_attributes (study_id, \"key\", value_json) VALUES (?, ?, ?)",
      [.integer(study), .text(fingerprintKey), .text("\"\(fingerprint)\"")])
  }

  private static let ownTables = [
    """
    CREATE TABLE IF NOT EXISTS tickmark_trial_keys (
      study_id INTEGER NOT NULL, trial_key VARCHAR(32) NOT NULL, trial_id INTEGER NOT NULL,
      PRIMARY KEY (study_id, trial_key)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS tickmark_proposals (
      study_id INTEGER NOT NULL, proposals INTEGER NOT NULL, PRIMARY KEY (study_id)
    )
    """,
  ]

  /// The statements that make the tables.
  ///
  /// - Parameter kinds: types of the columns that hold one word of a few.
  static func statements(
    serial: String, real: String, time: String,
    kinds: (state: String, direction: String, value: String, intermediate: String)
  ) -> [String] {
    func table(_ name: String, key: String, _ columns: String..., owner: String = "", unique: String = "") -> String {
      var parts = ["\(key) \(serial) NOT NULL"] + columns + ["PRIMARY KEY (\(key))"]
      if !unique.isEmpty { parts.append("UNIQUE (\(unique))") }
      let owners = ["study": "studies", "trial": "trials"]
      if let table = owners[owner] { parts.append("FOREIGN KEY (\(owner)_id) REFERENCES \(table) (\(owner)_id)") }
      return "CREATE TABLE \(name) (\(parts.joined(separator: ", ")))"
    }
    let attributes = ["study", "trial"].flatMap { owner in
      ["user", "system"].map { kind in
        table(
          "\(owner)_\(kind)_attributes", key: "\(owner)_\(kind)_attribute_id", "\(owner)_id INTEGER",
          "\"key\" VARCHAR(512)", "value_json TEXT", owner: owner, unique: "\(owner)_id, \"key\"")
      }
    }
    return [
      table("studies", key: "study_id", "study_name VARCHAR(512) NOT NULL"),
      "CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name)",
      """
      CREATE TABLE version_info (
        version_info_id INTEGER NOT NULL, schema_version INTEGER, library_version VARCHAR(256),
        PRIMARY KEY (version_info_id), CHECK (version_info_id = 1)
      )
      """,
      """
      CREATE TABLE alembic_version (
        version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
      )
      """,
      table(
        "study_directions", key: "study_direction_id", "direction \(kinds.direction) NOT NULL",
        "study_id INTEGER NOT NULL", "objective INTEGER NOT NULL", owner: "study", unique: "study_id, objective"),
      table(
        "trials", key: "trial_id", "number INTEGER", "study_id INTEGER", "state \(kinds.state) NOT NULL",
        "datetime_start \(time)", "datetime_complete \(time)", owner: "study"),
      "CREATE INDEX ix_trials_study_id ON trials (study_id)",
      table(
        "trial_params", key: "param_id", "trial_id INTEGER", "param_name VARCHAR(512)", "param_value \(real)",
        "distribution_json TEXT", owner: "trial", unique: "trial_id, param_name"),
      table(
        "trial_values", key: "trial_value_id", "trial_id INTEGER NOT NULL", "objective INTEGER NOT NULL",
        "value \(real)", "value_type \(kinds.value) NOT NULL", owner: "trial", unique: "trial_id, objective"),
      table(
        "trial_intermediate_values", key: "trial_intermediate_value_id", "trial_id INTEGER NOT NULL",
        "step INTEGER NOT NULL", "intermediate_value \(real)", "intermediate_value_type \(kinds.intermediate) NOT NULL",
        owner: "trial", unique: "trial_id, step"),
      table(
        "trial_heartbeats", key: "trial_heartbeat_id", "trial_id INTEGER NOT NULL", "heartbeat \(time) NOT NULL",
        owner: "trial", unique: "trial_id"),
    ] + attributes
  }
}
