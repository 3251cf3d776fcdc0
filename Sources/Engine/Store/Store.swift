import CTickmarkRows
import Foundation
import GRDB

/// Prices, portfolio, trades, market data and runs in one SQLite file.
///
/// One connection writes and a few read, each reader from the state of the last commit when it began: readers wait for
/// nobody and nobody waits for them (write-ahead log).
///
/// - Durability: `StoreSettings.Durability`; a batch is stored as a whole or not at all.
/// - Bounds: `readers + 1` connections, each with `cacheBytes`; a lock is waited for `busySeconds`.
public final class Store: Sendable {
  public enum Access: Sendable {
    case reading, writing
    /// Writing, and making the file where there is none.
    case creating
  }

  public let path: String
  public let settings: StoreSettings
  let pool: DatabasePool

  /// Opens a store, and brings one of an older version to this one's schema.
  ///
  /// A file that is no store is left as it is, to the last byte.
  public init(_ path: String, access: Access, settings: StoreSettings = StoreSettings()) throws(StoreError) {
    self.path = path
    self.settings = settings
    do { pool = try Self.opened(path, access, settings) } catch {
      throw StoreError(error, path: path, settings: settings)
    }
  }

  /// Ends all connections; an unfinished log is written back first.
  public func close() throws(StoreError) {
    do { try pool.close() } catch { throw StoreError(error, path: path, settings: settings) }
  }

  private static func opened(_ path: String, _ access: Access, _ settings: StoreSettings) throws -> DatabasePool {
    guard FileManager.default.fileExists(atPath: path) || access == .creating else {
      throw StoreError.missing(path: path)
    }
    let standing = try standing(path, settings)
    if access == .reading, standing == .current {
      return try DatabasePool(path: path, configuration: configuration(settings, readonly: true))
    }
    if access != .creating, standing == .empty { throw StoreError.notAStore(path: path) }
    let pool = try DatabasePool(path: path, configuration: configuration(settings, readonly: false))
    // Making the pool has set NORMAL.
    try pool.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = \(settings.durability.rawValue)")
      try database.execute(sql: "PRAGMA wal_autocheckpoint = \(settings.checkpointPages)")
    }
    if standing != .current { try StoreSchema.migrator(settings.layout).migrate(pool) }
    return pool
  }

  /// Looked at before anything that writes: making a pool changes the file's mode.
  private static func standing(_ path: String, _ settings: StoreSettings) throws -> StoreSchema.Standing {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let size = (attributes?[.size] as? NSNumber)?.intValue, size > 0 else { return .empty }
    let queue = try DatabaseQueue(path: path, configuration: configuration(settings, readonly: true))
    defer { try? queue.close() }
    return try queue.read { try StoreSchema.standing(of: $0, path: path) }
  }

  private static func configuration(_ settings: StoreSettings, readonly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readonly
    configuration.busyMode = .timeout(settings.busySeconds)
    configuration.maximumReaderCount = max(1, settings.readers)
    configuration.prepareDatabase { database in
      // Debian's SQLite overwrites what is deleted with zeros; nothing in here is secret.
      try database.execute(
        sql: """
          PRAGMA cache_size = \(-settings.cacheBytes / 1_024);
          PRAGMA mmap_size = \(settings.mappedBytes);
          PRAGMA secure_delete = OFF
          """)
      let code = tickmark_rows_register(database.sqliteConnection)
      guard code == 0 else { throw DatabaseError(code: code, of: database) }
    }
    return configuration
  }

  /// Runs `body` in a transaction that has the lock from its beginning: all of it is stored, or none.
  func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    do {
      return try pool.writeWithoutTransaction { database in
        var result: Result?
        try database.inTransaction(.immediate) {
          result = try body(database)
          return .commit
        }
        guard let result else { throw StoreError.failed(path: path, reason: "a transaction had no result") }
        return result
      }
    } catch { throw StoreError(error, path: path, settings: settings) }
  }

  /// Runs `body` on one state of the store, on a connection of its own.
  func readRows<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    do { return try pool.read(body) } catch { throw StoreError(error, path: path, settings: settings) }
  }
}

extension DatabaseError {
  /// The error of a C call on `database`.
  init(code: Int32, of database: Database) {
    self.init(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
  }
}
