public import TickmarkMeasurement
import TickmarkStatistics

/// Judges the controls: one yardstick timed twice in every round, the same code on both sides.
public enum ControlRecorder {
  /// A control fires where its interval, at this confidence, lies wholly outside ±`margin`.
  public static var confidence: Double { 0.999 }
  public static var margin: Double { 0.005 }

  /// One control a case; nothing where fewer than two processes ran.
  public static func record(of reports: [ProcessReport]) -> ControlRecord? {
    let pairs = reports.compactMap { report -> PairedLogRatio? in
      guard let ruler = report.yardsticks.first, !report.control.isEmpty else { return nil }
      return PairedLogRatio(a: ruler.wall, b: report.control)
    }
    guard let id = reports.first?.id, pairs.count >= 2 else { return nil }
    let estimate = HierarchicalInterval(processes: pairs)
    let bounds = estimate.wider(confidence: confidence).exponentiated
    let fired = bounds.lower > 1 + margin || bounds.upper < 1 / (1 + margin)
    return ControlRecord(case: "\(id)", ratio: estimate.ratio, interval: [bounds.lower, bounds.upper], fired: fired)
  }
}
