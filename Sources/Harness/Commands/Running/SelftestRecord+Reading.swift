import Foundation
import TickmarkSelftest

extension SelftestRecord {
  /// Reads a `selftest.json`.
  ///
  /// - Throws: `CommandError.badRecord`, naming what is wrong.
  init(reading path: String) throws(CommandError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .badRecord(
        path: path, problem: "it cannot be read", isMissing: !FileManager.default.fileExists(atPath: path))
    }
    do { self = try JSONDecoder().decode(SelftestRecord.self, from: data) } catch {
      throw .badRecord(path: path, problem: "it is no \(Self.schema)", isMissing: false)
    }
    if let flaw { throw .badRecord(path: path, problem: flaw, isMissing: false) }
  }

  /// What no self-test writes, and no page can be made of.
  private var flaw: String? {
    if schema != Self.schema { return "its schema is '\(schema)', this program knows \(Self.schema)" }
    let counts = rows.flatMap { [$0.comparisons, $0.flagged, $0.suspects, $0.undecided] }
    let all =
      counts + [gates.all, gates.clean, gates.cleanFlagged, gates.unfit, overhead.slices, overhead.allocating ?? 0]
    guard all.allSatisfy({ (0...1_000_000_000).contains($0) }) else { return "a count is out of range" }
    let shares = rows.flatMap { [$0.coverage, $0.coverageOfWider].compactMap(\.self) }
    guard shares.allSatisfy({ (0...1).contains($0) }) else { return "a share is not from 0 to 1" }
    guard overhead.sliceNanoseconds > 0, overhead.sliceNanoseconds < 1e12 else { return "a slice takes no time" }
    return nil
  }
}
