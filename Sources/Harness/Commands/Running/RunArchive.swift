import Foundation
import TickmarkBaselines

/// The run files that `report` and `baseline` find later: `.tickmark/runs`, the newest hundred.
enum RunArchive {
  static let folder = ".tickmark/runs"
  static let limit = 100

  /// Keeps the run and lets the oldest go, but not this one: what is imported may be of any age.
  ///
  /// - Parameter label: tells runs apart that may have the same start and commit.
  /// - Returns: where it is.
  static func keep(_ run: RunFile, label: String? = nil) throws -> String {
    let stamp = run.started.filter { $0.isNumber || $0 == "T" }
    let data = try run.encoded()
    let name = freeName("\(stamp)-\(run.commit.prefix(10))\(label.map { "-\($0)" } ?? "")", for: data)
    try OutputFile.write(data, to: "\(folder)/\(name)")
    for old in runs.dropLast(limit) where old != name {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(old)")
    }
    return "\(folder)/\(name)"
  }

  /// The name itself, or with a number where another run has it; such a name sorts behind, as what was kept later must.
  private static func freeName(_ stem: String, for data: Data) -> String {
    let names = ["\(stem).json"] + (2...limit + 1).map { "\(stem)_\($0).json" }
    let isFree = { (name: String) in
      FileManager.default.contents(atPath: "\(folder)/\(name)").map { $0 == data } ?? true
    }
    return names.first(where: isFree) ?? names[0]
  }

  /// The path of the run that was kept last; nil where there is none.
  static var newest: String? { runs.last.map { "\(folder)/\($0)" } }

  /// Oldest first.
  private static var runs: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
  }
}
