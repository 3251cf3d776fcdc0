import TickmarkBaselines
import TickmarkMeasurement

/// What is stored for the suites of a selection on this machine class.
struct StoredBaselines {
  /// One a suite, each with its own machine and commit.
  let files: [RunFile]
  /// Suites without a baseline.
  let absent: [String]

  init(files: [RunFile], absent: [String]) {
    self.files = files
    self.absent = absent
  }

  /// - Throws: where a stored file is damaged or of an unknown version.
  init(of selection: Selection, in store: BaselineStore) throws {
    try self.init(suites: selection.suiteNames, machineClass: MachineProbe.fingerprint().class, in: store)
  }

  /// What is stored for these suites on that machine class.
  init(suites: [String], machineClass: String, in store: BaselineStore) throws {
    let found = try suites.map { suite in (suite: suite, file: try Self.load(suite, machineClass, store)) }
    absent = found.filter { $0.file == nil }.map(\.suite)
    files = found.compactMap(\.file)
  }

  /// All stored rows in one file, for a report; nothing where there is none.
  var merged: RunFile? {
    var merged = files.first
    merged?.cases = files.flatMap(\.cases)
    return merged
  }

  private static func load(_ suite: String, _ machineClass: String, _ store: BaselineStore) throws -> RunFile? {
    do { return try store.load(suite: suite, machineClass: machineClass) } catch {
      if case .missing = error { return nil }
      throw error
    }
  }
}
