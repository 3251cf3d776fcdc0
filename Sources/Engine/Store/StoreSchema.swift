import GRDB

/// The tables of a store, and how a file of an older version gets them.
///
/// A migration that a release has had is never changed: what comes later is a migration of its own.
enum StoreSchema {
  /// "tick" in ASCII, at its place in the file's header: whose file it is.
  static let applicationID = 0x7469_636B

  static func migrator(_ layout: PriceLayout) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: prices and portfolio") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try execute(
        ["CREATE TABLE symbols (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)"] + layout.statements
          + ["CREATE TABLE portfolio (code INTEGER PRIMARY KEY REFERENCES symbols, quantity REAL NOT NULL)"], database)
    }
    migrator.registerMigration("2: trades and market data") { database in
      try execute(
        [
          """
          CREATE TABLE trades (
            id INTEGER PRIMARY KEY, second INTEGER NOT NULL, code INTEGER NOT NULL REFERENCES symbols,
            quantity REAL NOT NULL, price REAL NOT NULL)
          """,
          // Of the same second in the order in which they came: the rowid is the index's last column.
          "CREATE INDEX trades_by_second ON trades (second)",
          """
          CREATE TABLE market_data (
            code INTEGER NOT NULL REFERENCES symbols, second INTEGER NOT NULL, price REAL, size REAL,
            PRIMARY KEY (code, second)) WITHOUT ROWID
          """,
        ], database)
    }
    migrator.registerMigration("3: runs") { database in
      try execute(
        [
          "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL, second INTEGER NOT NULL, document TEXT NOT NULL)"
        ],
        database)
    }
    return migrator
  }

  private static func execute(_ statements: [String], _ database: Database) throws {
    for statement in statements { try database.execute(sql: statement) }
  }

  enum Standing { case current, older, empty }

  /// - Throws: `notAStore`, `newer`.
  static func standing(of database: Database, path: String) throws -> Standing {
    let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
    if tables == 0 { return .empty }
    guard try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID else {
      throw StoreError.notAStore(path: path)
    }
    let migrator = migrator(.clustered)
    let applied = try migrator.appliedIdentifiers(database)
    let unknown = applied.subtracting(migrator.migrations)
    guard unknown.isEmpty else { throw StoreError.newer(path: path, found: unknown.sorted()) }
    return applied.count == migrator.migrations.count ? .current : .older
  }
}
