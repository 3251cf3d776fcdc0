import Foundation
import GRDB
import Testing
import TickmarkFrames

@testable import TickmarkStore

@Suite struct StoreTests {
  private let scratch: ScratchStore

  init() throws { scratch = try ScratchStore() }

  @Test(arguments: StoreSettings.Durability.allCases)
  func `the connection that writes is as durable as was asked for`(_ durability: StoreSettings.Durability) throws {
    var settings = StoreSettings()
    settings.durability = durability
    #expect(try scratch.store("a.db", settings).synchronousLevel() == (durability == .full ? 2 : 1))
  }

  @Test func `the caches of all connections are counted`() {
    var settings = StoreSettings()
    (settings.readers, settings.cacheBytes) = (4, 1_000)
    #expect(settings.cacheBytesInAll == 5_000)
  }

  @Test(arguments: [1, 2]) func `a store of an older version gets the tables that came later and keeps its prices`(
    migrations: Int
  ) throws {
    let frame = try ScratchStore.market()
    do {
      let old = try scratch.store()
      try old.insert(frame)
      try old.forgetMigrations(after: migrations)
      try old.close()
    }
    let store = try Store(scratch.path("a.db"), access: .reading)
    #expect(try store.census().applied.count == 3)
    #expect(try store.census().rows["prices"] == frame.count)
    #expect(try store.runs() == [])
  }

  @Test func `a newer store is refused and left as it is`() throws {
    let store = try scratch.store()
    try store.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9: later')") }
    try store.close()
    let before = try Data(contentsOf: URL(filePath: scratch.path("a.db")))
    for access in [Store.Access.reading, .writing, .creating] {
      #expect(throws: StoreError.newer(path: scratch.path("a.db"), found: ["9: later"])) {
        try Store(scratch.path("a.db"), access: access)
      }
    }
    #expect(try Data(contentsOf: URL(filePath: scratch.path("a.db"))) == before)
  }

  @Test func `trades, market data and runs come back in order`() throws {
    let store = try scratch.store()
    try store.insert(ScratchStore.market())
    let trades = [5, 3, 3, 9].enumerated().map {
      StoredTrade(symbol: "S000\($0)", second: Int64($1), quantity: Double($0) - 1, price: 10)
    }
    try store.append(trades)
    #expect(try store.trades(3...5) == [trades[1], trades[2], trades[0]])
    let market = [4, 2].map { MarketDatum(symbol: "S0001", second: $0, price: nil, size: 7) }
    try store.store(market)
    try store.store([MarketDatum(symbol: "S0001", second: 4, price: 1, size: nil)])
    #expect(try store.market("S0001", 0...9).map(\.second) == [2, 4])
    #expect(try store.market("S0001", 4...4) == [MarketDatum(symbol: "S0001", second: 4, price: 1, size: nil)])
    let runs = ["b", "a"].map { StoredRun(name: $0, second: 1, document: "{}") }
    for run in runs { try store.append(run) }
    #expect(try store.runs() == runs)
    #expect(try store.problems() == [])
  }

  @Test func `trades with an unknown symbol are stored not at all`() throws {
    let store = try scratch.store()
    try store.insert(ScratchStore.market())
    #expect(throws: StoreError.unknownSymbols(["NOPE"], path: store.path)) {
      try store.append(["S0001", "NOPE"].map { StoredTrade(symbol: $0, second: 1, quantity: 1, price: 1) })
    }
    #expect(try store.trades(.min ... .max) == [])
  }

  @Test func `trades of a span are found by their index`() throws {
    let store = try scratch.store()
    let plan = try store.plan("SELECT * FROM trades WHERE second BETWEEN 1 AND 2 ORDER BY second, id")
    #expect(plan == ["SEARCH trades USING INDEX trades_by_second (second>? AND second<?)"])
  }

  @Test func `a reader keeps its state while others store`() throws {
    let store = try scratch.store()
    try store.insert(ScratchStore.market())
    try store.readRows { database in
      let before = try Store.codes(in: database).count
      try store.insert(ScratchStore.market(symbols: 30))
      #expect(try Store.codes(in: database).count == before)
    }
    #expect(try store.census().rows["symbols"] == 30)
  }

  @Test func `a backup is one state of the store, and replaces an older one`() throws {
    let store = try scratch.store()
    let frame = try ScratchStore.market()
    try store.insert(frame)
    try Data("old".utf8).write(to: URL(filePath: scratch.path("copy.db")))
    #expect(try store.backup(to: scratch.path("copy.db")))
    let copy = try Store(scratch.path("copy.db"), access: .reading)
    #expect(try copy.digest().map(\.bitPattern) == store.digest().map(\.bitPattern))
    #expect(try copy.problems() == [])
    #expect(throws: StoreError.sameFile(path: scratch.path("a.db"))) { try store.backup(to: scratch.path("a.db")) }
  }

  @Test func `a backup ends though others store all the while, with nothing of that`() throws {
    let store = try scratch.store()
    try store.insert(ScratchStore.market(symbols: 200, days: 1_000))
    var steps = 0
    let isWhole = try store.backup(to: scratch.path("copy.db")) { _ in
      steps += 1
      try? store.append(StoredRun(name: "\(steps)", second: 1, document: ""))
      return steps < 100
    }
    #expect(isWhole && steps > 1)
    #expect(try store.runs().count == steps)
    #expect(try Store(scratch.path("copy.db"), access: .reading).runs() == [])
  }

  @Test func `a backup that is stopped leaves what was there`() throws {
    let store = try scratch.store()
    try store.insert(ScratchStore.market(symbols: 200, days: 2_500))
    try Data("old".utf8).write(to: URL(filePath: scratch.path("copy.db")))
    #expect(try !store.backup(to: scratch.path("copy.db")) { _ in false })
    #expect(try String(contentsOfFile: scratch.path("copy.db"), encoding: .utf8) == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder).filter { $0.contains("partial") } == [])
  }

  @Test(
    arguments: [
      ("1: POSIX  ADVISORY  WRITE 1234 fe:00:42 120 120", 1_234), ("2: POSIX  ADVISORY  WRITE 7 fe:00:42 0 EOF", 7),
      ("1: POSIX  ADVISORY  READ 1234 fe:00:42 120 120", nil), ("1: POSIX  ADVISORY  WRITE 1234 fe:00:43 120 120", nil),
      ("1: POSIX  ADVISORY  WRITE 1234 fe:00:42 123 123", nil),
      ("1: -> POSIX  ADVISORY  WRITE 1 fe:00:42 120 120", nil),
      ("1: POSIX  ADVISORY  WRITE x fe:00:42 9 3", nil), ("", nil),
    ] as [(String, Int32?)])
  func `who holds a lock is read from the system's list`(line: String, process: Int32?) {
    let found = LockHolder.holder(line) { $0 == "fe:00:42" && $1.overlaps(120...120) }
    #expect(found == process)
  }
}

extension Store {
  /// Makes the file one of an older version.
  func forgetMigrations(after kept: Int) throws {
    try pool.writeWithoutTransaction { database in
      if kept < 3 { try database.execute(sql: "DROP TABLE runs") }
      if kept < 2 { try database.execute(sql: "DROP TABLE trades; DROP TABLE market_data") }
      try database.execute(sql: "DELETE FROM grdb_migrations WHERE CAST(identifier AS INTEGER) > \(kept)")
    }
  }

  func plan(_ sql: String) throws -> [String] {
    try pool.read { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] } }
  }

  /// What somebody reads who gives the source of rows a number for a pointer, or nothing.
  func rowsOfForeignSource() throws -> Int {
    try pool.read { database in
      try ["tickmark_rows(42)", "tickmark_rows('x')", "tickmark_rows(NULL)", "tickmark_rows"].reduce(0) {
        $0 + (try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \($1)") ?? 0)
      }
    }
  }
}
