import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement
import TickmarkSelftest

/// The part of the self-test that holds runs against a stored baseline, measured once at the start.
struct StoredSelftest {
  private let session: RunSession
  private let baselines: StoredBaselines

  /// Measures the baseline.
  init(plan: MeasurementPlan, timeoutSeconds: Int) throws {
    session = RunSession(
      selection: try Selection(suites: Suite.selftests, filters: [], includeLarge: true), plan: plan,
      timeoutSeconds: timeoutSeconds)
    baselines = StoredBaselines(files: [StoredSubject.unslowed(try session.run())], absent: [])
  }

  /// One more run, held against the baseline; suspects are confirmed as the gate confirms them.
  func judge(into tally: inout SelftestTally) throws {
    let start = Date()
    // Another hour would have other seeds.
    var session = session
    session.plan.seed = session.plan.seed &+ UInt64(start.timeIntervalSince1970)
    let run = try session.run()
    var result = BaselineComparison(baselines: baselines.files, run: run).compare(kind: .baseline) { _ in true }
    let suspects = Set(result.rows.filter(\.isSuspect).map(\.key))
    if !run.controls.contains(where: \.fired) {
      try RepeatedConfirmation(baselines, run, session: session, margin: nil).confirm(&result)
    }
    let rows = result.rows.filter { $0.metric == "wall" }
    let seconds = Date().timeIntervalSince(start) / Double(max(rows.count, 1))
    for row in rows {
      guard let subject = StoredSubject(case: row.case, variant: row.variant) else { continue }
      tally.add(stored: row, subject, isSuspect: suspects.contains(row.key), seconds: seconds)
    }
  }
}
