import Foundation
import Testing
import TickmarkStatistics

@testable import TickmarkBaselines

@Suite struct HistoryTests {
  private let folder: ScratchFolder
  private let file: HistoryFile

  init() throws {
    folder = try ScratchFolder()
    file = HistoryFile(path: folder.path("history/test-2c.jsonl"))
  }

  private func entry(_ commit: String = "one") throws -> HistoryEntry {
    var run = StoredRun.file()
    run.commit = commit
    run.controls = []
    return try #require(HistoryEntry(run))
  }

  private var bytes: Data { (try? Data(contentsOf: URL(fileURLWithPath: file.path))) ?? Data() }

  @Test func `what was appended is read, in order and whole`() throws {
    for commit in ["one", "two", "three"] { #expect(try file.append(entry(commit)) == nil) }
    let contents = try file.read()
    #expect(contents.remarks.isEmpty)
    #expect(contents.entries.map(\.commit) == ["one", "two", "three"])
    #expect(contents.entries[1] == (try entry("two")))
  }

  @Test func `a line torn at any place costs that line only, and the next append mends the file`() throws {
    try file.append(entry("one"))
    let whole = bytes
    try file.append(entry("two"))
    let torn = bytes
    for length in stride(from: whole.count + 1, to: torn.count - 1, by: 37) {
      try torn.prefix(length).write(to: URL(fileURLWithPath: file.path))
      let read = try file.read()
      #expect(read.entries.map(\.commit) == ["one"])
      #expect(read.remarks.count == 1 && read.remarks[0].contains("line 2: torn"), "\(read.remarks)")
      let repair = try #require(try file.append(entry("three")))
      #expect(repair.contains("\(length - whole.count) bytes"), "\(repair)")
      #expect(try file.read().entries.map(\.commit) == ["one", "three"])
      #expect(try file.read().remarks.isEmpty)
      #expect(bytes.starts(with: whole))
    }
  }

  @Test func `a first line that is torn leaves an empty history`() throws {
    try file.append(entry("one"))
    try bytes.prefix(100).write(to: URL(fileURLWithPath: file.path))
    #expect(throws: BaselineError.self) { try file.read() }
    #expect(try file.append(entry("two")) != nil)
    #expect(try file.read().entries.map(\.commit) == ["two"])
  }

  @Test func `a last line that only lacks its end is kept`() throws {
    try file.append(entry("one"))
    try bytes.dropLast().write(to: URL(fileURLWithPath: file.path))
    #expect(try file.append(entry("two"))?.contains("whole again") == true)
    #expect(try file.read().entries.map(\.commit) == ["one", "two"])
  }

  @Test func `a damaged line in the middle is left out and told`() throws {
    for commit in ["one", "two", "three"] { try file.append(entry(commit)) }
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    lines[1] = String(lines[1].dropLast(20))
    try (lines.joined(separator: "\n") + "\n").write(toFile: file.path, atomically: false, encoding: .utf8)
    let contents = try file.read()
    #expect(contents.entries.map(\.commit) == ["one", "three"])
    #expect(contents.remarks.count == 1 && contents.remarks[0].contains("line 2"), "\(contents.remarks)")
  }

  @Test func `columns of different lengths are damage, not a trap`() throws {
    var broken = try entry()
    broken.columns["wall"]?.append(1)
    try file.append(broken)
    try file.append(entry("two"))
    #expect(try file.read().entries.map(\.commit) == ["two"])
  }

  @Test func `another file is neither read nor touched`() throws {
    try FileManager.default.createDirectory(atPath: folder.path("history"), withIntermediateDirectories: true)
    let text = "my notes\nof years"
    try text.write(toFile: file.path, atomically: false, encoding: .utf8)
    #expect(throws: BaselineError.damaged(path: file.path, reason: "it does not begin like a history")) {
      try file.append(entry())
    }
    #expect(bytes == Data(text.utf8))
    #expect(throws: BaselineError.self) { try file.read() }
  }

  @Test func `an unknown version is refused`() throws {
    try file.append(entry())
    let text = String(decoding: bytes, as: UTF8.self).replacing("tickmark.history/1", with: "tickmark.history/9")
    try text.write(toFile: file.path, atomically: false, encoding: .utf8)
    #expect(
      throws: BaselineError.unknownSchema(
        path: "\(file.path):1", found: "tickmark.history/9", expected: "tickmark.history/1")
    ) { try file.read() }
  }

  @Test func `many writers at once lose nothing`() async throws {
    let file = file
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        let entry = try entry("\(number)")
        group.addTask { try file.append(entry) }
      }
      try await group.waitForAll()
    }
    #expect(Set(try file.read().entries.map(\.commit)) == Set((0..<40).map(String.init)))
    #expect(try file.read().entries.count == 40)
  }

  @Test func `runs of another build or with other flags, and of an unfit machine, are other series`() throws {
    var entries = try (0..<4).map { try entry("\($0)") }
    entries[0].instructionSet = "haswell"
    entries[1].flags = ["other": "flag"]
    entries[2].fit = false
    let (series, leftOut) = HistorySeries.all(of: entries, metric: "wall") { _ in true }
    #expect(series.allSatisfy { $0.points.map(\.run) == [3] })
    #expect(!series.isEmpty)
    #expect(leftOut.count == 2 && leftOut[0].hasPrefix("2 runs") && leftOut[1].hasPrefix("1 runs"), "\(leftOut)")
  }

  @Test func `a run of another tool in between does not hide the rows of one's own`() throws {
    var entries = try (0..<24).map { run -> HistoryEntry in
      var entry = try entry("\(run)")
      entry.cases = ["own/op/1:scalar"]
      entry.columns = ["wall": [run < 12 ? 100 : 110]]
      (entry.relative, entry.yardsticks) = ([run < 12 ? 2 : 2.2], ["arithmetic"])
      return entry
    }
    var imported = entries[0]
    (imported.instructionSet, imported.cases, imported.flags) = ("unknown", ["foreign/op/1:go"], [:])
    entries.append(imported)
    func found(_ entries: [HistoryEntry]) -> (rows: [String: Int], notes: [String], changes: [String]) {
      let (series, leftOut) = HistorySeries.all(of: entries, metric: "wall") { _ in true }
      let changes = HistoryChanges(
        series, of: entries, metric: "wall", method: ChangePoints(), margin: 0.02, notes: []
      ).changes.map(\.row)
      return (Dictionary(uniqueKeysWithValues: series.map { ($0.key, $0.points.count) }), leftOut, changes)
    }
    let after = found(entries)
    #expect(after.rows == ["own/op/1:scalar": 24, "foreign/op/1:go": 1] && after.notes.isEmpty, "\(after.notes)")
    #expect(after.changes == ["own/op/1:scalar"])
    // And the other way round.
    let again = found(entries + [entries[23]])
    #expect(again.rows == ["own/op/1:scalar": 25, "foreign/op/1:go": 1] && again.notes.isEmpty)
    // Of one row the newest run decides, whichever other rows it has.
    var other = entries[23]
    other.instructionSet = "haswell"
    let mixed = found(entries + [other])
    #expect(mixed.rows == ["own/op/1:scalar": 1, "foreign/op/1:go": 1])
    #expect(mixed.notes.count == 1 && mixed.notes[0].hasPrefix("24 runs of another build"), "\(mixed.notes)")
  }

  @Test func `a machine that becomes slower is no change where the yardstick became slower too`() throws {
    var source = SplitMix64(seed: 3)
    let entries = try (0..<60).map { run -> HistoryEntry in
      var entry = try entry("\(run)")
      let noise = 1 + 0.01 * source.nextUnit()
      let pace = run < 30 ? 1.0 : 1.5
      // The first row becomes slower itself at run 40.
      for row in entry.cases.indices {
        let own = row == 0 && run >= 40 ? 1.1 : 1.0
        entry.columns["wall"]?[row] = 100 * pace * own * noise
        entry.relative[row] = 2 * own * noise
      }
      return entry
    }
    let (series, _) = HistorySeries.all(of: entries, metric: "wall") { _ in true }
    let found = HistoryChanges(
      series, of: entries, metric: "wall", method: ChangePoints(), margin: 0.02, notes: [])
    #expect(found.changes.map(\.row) == [entries[0].cases[0]])
    let change = try #require(found.changes.first)
    #expect(change.lastBefore.commit == "39" && change.firstAfter.commit == "40" && change.firstAfter.number == 41)
    #expect(abs((change.ratio ?? 0) - 1.1) < 0.01)
  }

  @Test func `a count that changes is a change at once, whatever its history`() throws {
    let entries = try (0..<3).map { run -> HistoryEntry in
      var entry = try entry("\(run)")
      entry.columns["allocations"] = entry.cases.map { _ in run < 2 ? 0 : 1 }
      return entry
    }
    let (series, _) = HistorySeries.all(of: entries, metric: "allocations") { _ in true }
    let found = HistoryChanges(
      series, of: entries, metric: "allocations", method: ChangePoints(), margin: 0.02, notes: [])
    #expect(found.changes.count == series.count)
    #expect(found.changes.allSatisfy { $0.firstAfter.commit == "2" && $0.ratio == nil && $0.pValue == 0 })
  }
}
