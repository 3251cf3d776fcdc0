import Foundation
import TickmarkOptimization

/// What a run of a study came to, for a terminal.
enum StudyText {
  static func value(_ value: Double) -> String { String(format: "%.6g", value) }

  /// For an axis.
  static func short(_ value: Double) -> String { String(format: "%.3g", value) }

  static func summary(_ progress: StudyProgress, _ scenario: Scenario) -> String {
    var lines = [
      "\(progress.finished) trials in \(String(format: "%.2f", progress.seconds)) s: \(progress.complete) complete "
        + "(\(progress.duplicates) of them duplicates, \(String(format: "%.2f", progress.secondsSaved)) s saved), "
        + "\(progress.pruned) pruned, \(progress.failed) failed"
    ]
    if let best = progress.best {
      lines.append("best: \(scenario.objectives[0].rawValue) \(value(best.values[0])), trial \(best.number)")
      let shown = scenario.space.shown(best.point)
      lines += scenario.space.parameters.map { "  \($0.name) = \(shown[$0.name].map { "\($0)" } ?? "")" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
