import Foundation
public import TickmarkBaselines
public import TickmarkMeasurement

/// Makes a run file of what other tools wrote.
public struct ImportedRun {
  /// What is said where the files do not say it.
  public struct Surroundings: Sendable {
    public var machine: MachineFingerprint
    public var commit: String
    public var isDirty: Bool
    /// Name and version of this program.
    public var tool: String

    public init(machine: MachineFingerprint, commit: String, isDirty: Bool, tool: String) {
      self.machine = machine
      self.commit = commit
      self.isDirty = isDirty
      self.tool = tool
    }
  }

  public static let note = "times of other tools are compared as they are: the machine's pace is in them"

  private let format: ImportFormat?
  private let suite: String?
  private let machineClass: String?
  private let isRepeated: Bool

  /// - Parameters:
  ///   - format: of all files; found by their content where it is nil.
  ///   - suite: of all rows; else what the tool files them under, else the file's name.
  ///   - machineClass: under which the run is stored; see `MachineClaim`.
  ///   - isRepeated: whether a row that is in several files is one row, and each file a process of it.
  public init(format: ImportFormat?, suite: String?, machineClass: String?, isRepeated: Bool) {
    self.format = format
    self.suite = suite
    self.machineClass = machineClass
    self.isRepeated = isRepeated
  }

  /// - Throws: `ImportError` for what cannot be read, and where the files are no one run.
  public func run(files: [String], in surroundings: Surroundings) throws(ImportError) -> RunFile {
    var rows: [(path: String, row: ForeignRow, fallback: String)] = []
    var read: [(path: String, results: ForeignResults, modified: Date?)] = []
    for path in files {
      let source = try ImportSource(path)
      let results =
        if let format { try format.read(source) } else { try ImportFormat.detect(source).read(source) }
      if results.rows.isEmpty {
        throw .empty(path: path, reason: results.notes.first ?? "there is no row with a time in it")
      }
      read.append((path, results, source.modified))
      rows += results.rows.map { (path, $0, source.stem) }
    }
    guard let first = read.first else { throw .empty(path: "", reason: "no file was named") }
    let claim = try MachineClaim(
      read.map { ($0.path, $0.results.machine) }, given: machineClass, here: surroundings.machine)
    let (cases, merged) = try cases(rows)
    let told = try commit(read.map { ($0.path, $0.results) }, surroundings)
    let (started, startNote) = started(read.map { ($0.results.started, $0.modified) })
    let notes = [Self.note] + read.flatMap(\.results.notes) + merged + claim.notes + told.notes + startNote
    return RunFile(
      tool: "\(first.results.tool), read by \(surroundings.tool)", commit: told.commit, dirty: told.isDirty,
      started: started, machine: claim.machine, dataset: nil, flags: [:], cases: cases, controls: [],
      notes: Self.once(notes))
  }

  private static func once(_ notes: [String]) -> [String] {
    var seen: Set<String> = []
    return notes.filter { seen.insert($0).inserted }
  }

  private func cases(
    _ rows: [(path: String, row: ForeignRow, fallback: String)]
  ) throws(ImportError) -> (cases: [CaseRecord], notes: [String]) {
    var kept: [(path: String, row: ForeignRow, fallback: String)] = []
    var places: [String: Int] = [:]
    var merged: Set<String> = []
    for entry in rows {
      let identity = RowNames.identity(entry.row)
      guard let place = places[identity] else {
        places[identity] = kept.count
        kept.append(entry)
        continue
      }
      guard isRepeated, kept[place].path != entry.path else {
        throw .twice(
          name: entry.row.fullName, first: "'\(kept[place].path)', \(kept[place].row.place)",
          second: "'\(entry.path)', \(entry.row.place)")
      }
      kept[place].row.join(entry.row)
      kept[place].path = entry.path
      merged.insert(identity)
    }
    let names = RowNames.names(of: kept.map { ($0.row, $0.fallback) }, suite: suite)
    var seen: [RowNames.Name: String] = [:]
    for (name, entry) in zip(names, kept) {
      let place = "'\(entry.path)', \(entry.row.place)"
      if let first = seen.updateValue(place, forKey: name) {
        throw .twice(name: "\(name.id):\(name.variant)", first: first, second: place)
      }
    }
    let notes = merged.isEmpty ? [] : ["\(merged.count) rows are in several files: each file is a process of them"]
    return (zip(kept, names).map { RowRecord.record($0.row, named: $1) }, notes)
  }

  /// The files' commit, else the work tree's.
  private func commit(
    _ read: [(path: String, results: ForeignResults)], _ surroundings: Surroundings
  ) throws(ImportError) -> (commit: String, isDirty: Bool, notes: [String]) {
    let told = read.compactMap { file in file.results.commit.map { (path: file.path, commit: $0) } }
    guard let first = told.first else {
      let note = "the commit is that of the work tree at the import: the file names none"
      return (surroundings.commit, surroundings.isDirty, surroundings.commit == "unknown" ? [] : [note])
    }
    if let other = told.first(where: { $0.commit != first.commit }) {
      throw .apart(what: "commits", first: "'\(first.path)'", second: "'\(other.path)'")
    }
    return (first.commit, read.contains { $0.results.isDirty }, [])
  }

  /// The earliest start that a file tells, else when a file was written.
  private func started(_ times: [(told: String?, modified: Date?)]) -> (started: String, notes: [String]) {
    if let told = times.compactMap(\.told).min() { return (told, []) }
    let written = times.compactMap(\.modified).min() ?? Date(timeIntervalSince1970: 0)
    return (
      ISO8601DateFormatter().string(from: written), ["the start is when the file was written: the file names none"]
    )
  }
}

extension ForeignRow {
  /// Takes what another file has of the same row.
  fileprivate mutating func join(_ other: ForeignRow) {
    // One list a file; the lists of a tool that ran processes of its own stay apart.
    processes += other.processes
    processor += other.processor
    counts.merge(other.counts) { $0 + $1 }
    interval = nil
  }
}
