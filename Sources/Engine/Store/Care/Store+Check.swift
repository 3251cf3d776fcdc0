import GRDB

extension Store {
  /// What is wrong with the file, a line each; nothing where all is well.
  ///
  /// Every page and every index entry is read (`integrity_check`), then every reference from table to table.
  public func problems() throws(StoreError) -> [String] {
    try readRows { database in
      let found = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
      let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(20).map {
        "a row of '\($0[0] as String)' names a row of '\($0[2] as String)' that is not there"
      }
      let unnamed =
        try Int.fetchOne(
          database, sql: "SELECT COUNT(DISTINCT code) FROM prices WHERE code NOT IN (SELECT code FROM symbols)") ?? 0
      return found + references + (unnamed == 0 ? [] : ["prices of \(unnamed) symbols that have no name"])
    }
  }

  public func census() throws(StoreError) -> StoreCensus {
    try readRows { database in
      func number(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
      let tables = ["symbols", "prices", "portfolio", "trades", "market_data", "runs"]
      let rows = try tables.map { ($0, try number("SELECT COUNT(*) FROM \($0)")) }
      let span = try Row.fetchOne(database, sql: "SELECT MIN(day), MAX(day) FROM prices")
      return StoreCensus(
        rows: Dictionary(uniqueKeysWithValues: rows), first: span?[0], last: span?[1],
        bytes: try number("PRAGMA page_count") * number("PRAGMA page_size"),
        pageBytes: try number("PRAGMA page_size"),
        journal: try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "",
        applied: try StoreSchema.migrator(.clustered).appliedMigrations(database))
    }
  }

  /// The writing connection's `synchronous`: 2 is FULL, 1 is NORMAL.
  func synchronousLevel() throws -> Int? {
    try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
  }
}

/// What is in a store.
public struct StoreCensus: Sendable, Equatable {
  /// By table.
  public let rows: [String: Int]
  /// First and last day of any price, as `Day.number`.
  public let first: Int32?
  public let last: Int32?
  /// Of the file, without its log.
  public let bytes: Int
  public let pageBytes: Int
  public let journal: String
  /// The migrations that the file has had, in order.
  public let applied: [String]
}
