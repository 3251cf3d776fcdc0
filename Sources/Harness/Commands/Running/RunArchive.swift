import Foundation
import TickmarkBaselines

/// The run files that `report` and `baseline` find later: `.tickmark/runs`, the newest hundred.
enum RunArchive {
  static let folder = ".tickmark/runs"
  static let limit = 100

  /// Keeps the run and lets the oldest go.
  ///
  /// - Returns: where it is.
  static func keep(_ run: RunFile) throws -> String {
    let stamp = run.started.filter { $0.isNumber || $0 == "T" }
    let path = "\(folder)/\(stamp)-\(run.commit.prefix(10)).json"
    try OutputFile.write(run.encoded(), to: path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let runs = names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
    for name in runs.dropLast(limit) { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
    return path
  }
}
