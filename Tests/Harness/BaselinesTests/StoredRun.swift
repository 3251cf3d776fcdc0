import Foundation

@testable import TickmarkBaselines
@testable import TickmarkMeasurement

/// A run as it would be stored, by hand or from synthetic processes.
enum StoredRun {
  static let machine = MachineFingerprint(
    class: "test-2c", cpu: "a test", cores: 2, memoryBytes: 1 << 30, kernel: "none", governor: "unknown",
    allocator: "jemalloc 5.3.0", instructionSet: "portable", toolchain: "Swift 6.3", loadBefore: 0, loadAfter: 0,
    stealFraction: nil)

  static func file(_ cases: [CaseRecord] = RunRecorder.records(of: Synthetic().reports)) -> RunFile {
    RunFile(
      tool: "test 1", commit: "0123456789abcdef", dirty: false, started: "2026-11-20T20:00:00Z", machine: machine,
      dataset: Dataset(name: "prices", sha256: "00", rows: 10), flags: ["a": "b"], cases: cases,
      controls: ControlRecorder.record(of: Synthetic().reports).map { [$0] } ?? [], notes: ["a note"])
  }
}

/// A folder of its own for one test, removed with it.
final class ScratchFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "tickmark-baselines-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  var names: [String] {
    (FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []).sorted()
  }
}
