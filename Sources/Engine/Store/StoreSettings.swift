/// How a store is kept and what its connections may use.
///
/// The numbers behind the choices stand in `documentation/store.md`.
public struct StoreSettings: Sendable, Equatable {
  /// When a commit returns.
  public enum Durability: String, CaseIterable, Sendable {
    /// The log is on the disk (`synchronous = FULL`): a committed batch survives a crash of the program, of the system and
    /// a loss of power.
    case full
    /// The log is with the system (`NORMAL`): a committed batch survives a crash of the program; after a loss of power the
    /// last ones may be missing, and the file is sound.
    case normal
  }

  public var durability = Durability.full
  /// Connections that read, beside the one that writes. SQLite has one writer, whatever the number of connections; more
  /// readers than processors only wait for each other.
  public var readers = 2
  /// Of each connection, the writer's too.
  public var cacheBytes = 16 << 20
  /// How much of the file is read in place; the pages are the system's and shared by all connections.
  public var mappedBytes = 1 << 30
  /// Of the log, after which a commit also writes the pages back to their places.
  public var checkpointPages = 1_000
  /// How long to wait for another process's lock.
  public var busySeconds = 5.0
  /// Of the table of prices; decided when the file is made.
  public var layout = PriceLayout.clustered

  public init() {}

  /// The most that the caches of all connections take together.
  public var cacheBytesInAll: Int { (readers + 1) * cacheBytes }
}

/// How the table of prices is kept.
///
/// A store has `clustered`; the others are there to be measured beside it.
public enum PriceLayout: String, CaseIterable, Sendable {
  /// Rows in the order of their insertion, no index. Nothing keeps a row from being there twice.
  case heap
  /// A heap and an index on symbol and day, as the seed has it.
  case indexed
  /// A heap and an index that also has the close, so that the latest one is found without the row.
  case covering
  /// The rows themselves in the order of symbol and day.
  case clustered

  var statements: [String] {
    let columns =
      "code INTEGER NOT NULL, day INTEGER NOT NULL, open REAL, high REAL, low REAL, close REAL, volume NUMERIC"
    let heap = "CREATE TABLE prices (\(columns))"
    return switch self {
    case .heap: [heap]
    case .indexed: [heap, "CREATE UNIQUE INDEX prices_by_symbol_and_day ON prices (code, day)"]
    case .covering:
      [
        heap, "CREATE UNIQUE INDEX prices_by_symbol_and_day ON prices (code, day)",
        "CREATE INDEX prices_with_close ON prices (code, day, close)",
      ]
    case .clustered: ["CREATE TABLE prices (\(columns), PRIMARY KEY (code, day)) WITHOUT ROWID"]
    }
  }
}
