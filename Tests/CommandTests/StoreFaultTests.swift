import Foundation
import Testing

/// What becomes of a store whose program is killed, whose disk is full, or that somebody else has.
@Suite struct StoreFaultTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func generate(symbols: Int, days: Int) throws {
    let outcome = try place.tickmark(
      "data", "generate", "--symbols", "\(symbols)", "--days", "\(days)", "--output", "market.tmf")
    #expect(outcome.status == 0, "\(outcome)")
  }

  private func prices(_ store: String = "a.db") throws -> Int? {
    let info = try place.tickmark("store", "info", "--store", store, "--format", "json=-")
    guard info.status == 0 else { return nil }
    return try JSON(Data(info.output.utf8))["rows"]["prices"].number.map { Int($0) }
  }

  /// Starts a load of many small batches and calls `act` once so much has gone to its log, while the program stands still.
  ///
  /// Begun again where the load was over first: on a busy machine this process may not have had its turn.
  private func load(batchRows: Int, until logBytes: Int, _ act: (RunningProgram) throws -> Void) throws -> Outcome {
    var outcome: Outcome?
    for _ in 1...10 {
      for name in ["a.db", "a.db-wal", "a.db-shm"] { try? FileManager.default.removeItem(atPath: place.path(name)) }
      let running = try Executable.tickmark.start(
        ["store", "import", "market.tmf", "--store", "a.db", "--batch-rows", "\(batchRows)"], in: place.folder)
      while running.process.isRunning, (place.size("a.db-wal") ?? 0) < logBytes { usleep(1_000) }
      guard running.halt() else {
        outcome = try running.finish()
        continue
      }
      try act(running)
      kill(running.identifier, SIGCONT)
      return try running.finish()
    }
    return try #require(outcome)
  }

  @Test(arguments: [1, 7, 40]) func `a load that is killed loses no batch that was stored, and goes on`(
    batches: Int
  ) throws {
    try generate(symbols: 300, days: 600)
    var seen: Int?
    let outcome = try load(batchRows: 50, until: 100_000 + 20_000 * batches) { running in
      seen = try prices()
      kill(running.identifier, SIGKILL)
    }
    #expect(outcome.status == 128 + SIGKILL, "\(outcome)")
    let left = try #require(try prices())
    // Where the program stood still in the middle of a commit, nobody could read.
    #expect(left >= (seen ?? 1) && left < 180_000 && left % 50 == 0, "\(left) rows, \(seen ?? -1) were seen")
    #expect(try place.tickmark("store", "check", "--store", "a.db").status == 0)
    #expect(try place.tickmark("store", "import", "market.tmf", "--store", "a.db").status == 0)
    #expect(try place.tickmark("store", "import", "market.tmf", "--store", "b.db").status == 0)
    #expect(try prices() == prices("b.db"))
  }

  @Test func `Ctrl-C ends a load behind a batch, with 130`() throws {
    try generate(symbols: 100, days: 600)
    let outcome = try load(batchRows: 20, until: 100_000) { kill($0.identifier, SIGINT) }
    #expect(outcome.status == 130 && outcome.complaints.first?.hasPrefix("interrupted; ") == true, "\(outcome)")
    let left = try #require(try prices())
    #expect(left > 0 && left < 60_000 && left % 20 == 0, "\(left) rows")
    #expect(try place.tickmark("store", "check", "--store", "a.db").status == 0)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "SKIPPED: no right to mount a small disk; run as root"))
  func `a full disk is an error of one line, and every batch before it is sound`() throws {
    let disk = try SmallDisk(kibibytes: 1_024)
    try generate(symbols: 100, days: 600)
    let store = "\(disk.folder)/a.db"
    let outcome = try place.tickmark("store", "import", "market.tmf", "--store", store, "--batch-rows", "500")
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.count == 1)
    #expect(
      outcome.complaints.first?.hasPrefix("no room on the disk of '\(store)'; what was committed is kept") == true)
    // Elsewhere, with room for what SQLite keeps beside the file.
    for name in try FileManager.default.contentsOfDirectory(atPath: disk.folder) {
      try FileManager.default.copyItem(atPath: "\(disk.folder)/\(name)", toPath: place.path(name))
    }
    #expect(try place.tickmark("store", "check", "--store", "a.db").status == 0)
    let left = try #require(try prices())
    #expect(left > 0 && left % 500 == 0, "\(left) rows")
  }

  @Test(.enabled(if: SmallDisk.isPossible, "SKIPPED: no right to mount a small disk; run as root"))
  func `a backup to a full disk leaves the old one`() throws {
    let disk = try SmallDisk(kibibytes: 256)
    try generate(symbols: 100, days: 600)
    #expect(try place.tickmark("store", "import", "market.tmf", "--store", "a.db").status == 0)
    try Data("old".utf8).write(to: URL(filePath: "\(disk.folder)/copy.db"))
    let outcome = try place.tickmark("store", "backup", "\(disk.folder)/copy.db", "--store", "a.db")
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("no room on the disk of '\(disk.folder)/copy.db'") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder) == ["copy.db"])
  }

  @Test(.enabled(if: SmallDisk.isPossible, "SKIPPED: no right to mount a small disk; run as root"))
  func `a read-only folder ends with 74`() throws {
    let disk = try SmallDisk(kibibytes: 1_024)
    try generate(symbols: 2, days: 20)
    #expect(try place.tickmark("store", "import", "market.tmf", "--store", "\(disk.folder)/a.db").status == 0)
    try disk.makeReadOnly()
    for name in ["a.db", "new.db"] {
      let outcome = try place.tickmark("store", "import", "market.tmf", "--store", "\(disk.folder)/\(name)")
      #expect(outcome.status == 74, "\(outcome)")
      #expect(
        outcome.complaints == [
          "cannot write '\(disk.folder)/\(name)': the file, its folder or its disk is read-only; change that, or copy the store elsewhere"
        ])
    }
  }

  @Test func `a locked store waits, and then says who has it`() throws {
    try generate(symbols: 2, days: 20)
    #expect(try place.tickmark("store", "import", "market.tmf", "--store", "a.db").status == 0)
    let holder = try hold(seconds: 30)
    defer { holder.process.terminate() }
    let start = Date()
    let outcome = try place.tickmark("store", "import", "market.tmf", "--store", "a.db", "--busy-seconds", "0.5")
    #expect(outcome.status == 74, "\(outcome)")
    #expect(Date().timeIntervalSince(start) >= 0.5)
    #expect(
      outcome.complaints.first?.hasPrefix("'a.db' is locked by process \(holder.identifier) (python3") == true,
      "\(outcome)")
    // Readers wait for nobody.
    #expect(try place.tickmark("store", "latest", "S0000", "--store", "a.db").status == 0)
  }

  @Test func `a lock that ends in time is only waited for`() throws {
    try generate(symbols: 2, days: 20)
    #expect(try place.tickmark("store", "import", "market.tmf", "--store", "a.db").status == 0)
    let holder = try hold(seconds: 1)
    let outcome = try place.tickmark("store", "import", "market.tmf", "--store", "a.db", "--busy-seconds", "60")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try holder.finish().status == 0)
  }

  /// Another program that has the lock for writing when this returns.
  private func hold(seconds: Int) throws -> RunningProgram {
    let program = """
      import sqlite3, time
      store = sqlite3.connect("a.db", isolation_level=None)
      store.execute("BEGIN IMMEDIATE")
      open("held", "w").close()
      time.sleep(\(seconds))
      store.execute("ROLLBACK")
      """
    let running = try Executable(url: URL(filePath: "/usr/bin/env")).start(
      ["python3", "-c", program], in: place.folder)
    while !FileManager.default.fileExists(atPath: place.path("held")), running.process.isRunning { usleep(2_000) }
    #expect(place.exists("held"), "python3 has not taken the lock")
    return running
  }
}
