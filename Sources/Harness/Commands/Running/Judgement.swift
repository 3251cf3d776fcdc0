import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement

/// Holds a run against its baselines and budgets, and says with which status to exit.
struct Judgement {
  private let run: RunFile
  private let stored: StoredBaselines
  /// Nothing where no suite of the run has a baseline.
  private(set) var comparison: Comparison?
  var budgets: [BudgetResult] = []

  /// Compares with what is stored; a suspect must show again in fresh processes before it counts.
  init(_ run: RunFile, session: RunSession, stored: StoredBaselines, margin: Double?) throws {
    self.run = run
    self.stored = stored
    guard !stored.files.isEmpty else { return }
    var result = BaselineComparison(baselines: stored.files, run: run, margin: margin)
      .compare(kind: .baseline) { session.selection.expects(case: $0.case) }
    // A suite without any baseline is said once, not row by row.
    result.added.removeAll { key in stored.absent.contains { key.hasPrefix("\($0)/") } }
    try confirmSuspects(in: &result, session: session, margin: margin)
    result.verdict = BaselineComparison.verdict(of: result.rows)
    if run.controls.contains(where: \.fired) { Self.withdraw(&result) }
    comparison = result
  }

  /// Measures the suspects once more, twice as long; those that do not show again are undecided.
  private func confirmSuspects(
    in result: inout Comparison, session: RunSession, margin: Double?
  ) throws {
    let suspects = result.rows.filter { $0.verdict == .regressed && $0.metric == "wall" }
    guard !suspects.isEmpty else { return }
    let names = Set(suspects.map(\.case))
    let ids = session.selection.entries.map(\.id).filter { names.contains("\($0)") }
    Messages.note("\(suspects.count) suspects: measuring them again in fresh processes")
    var second = run
    (second.cases, second.controls) = try session.again(ids, processes: 2 * session.plan.processes)
    let confirmation = BaselineComparison(baselines: stored.files, run: second, margin: margin)
      .compare(kind: .baseline) { _ in false }
    let again = Dictionary(
      confirmation.rows.filter { $0.metric == "wall" }.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    for index in result.rows.indices
    where result.rows[index].metric == "wall" && result.rows[index].verdict == .regressed {
      let row = result.rows[index]
      guard let second = again[row.key] else { continue }
      // The machine may have become unfit since.
      let isConfirmed = second.verdict == .regressed && !confirmation.controls.contains(where: \.fired)
      if !isConfirmed { result.rows[index].verdict = .undecided }
      result.rows[index].note =
        "\(isConfirmed ? "shown" : "did not show") again in \(second.processes) fresh processes"
        + " (ratio \(Self.text(second.ratio)))"
    }
  }

  /// Where a control fired the machine is unfit, and no row is judged.
  private static func withdraw(_ result: inout Comparison) {
    for index in result.rows.indices where result.rows[index].metric == "wall" {
      result.rows[index].verdict = .undecided
      result.rows[index].note = "a control fired: the machine cannot tell now"
    }
    result.verdict = .undecided
  }

  private static func text(_ ratio: Double) -> String { "\((ratio * 1_000).rounded() / 1_000)" }

  /// The status of the whole: what makes the result worthless first, then what failed.
  ///
  /// - Parameter gating: whether broken budgets, absent rows and baselines that cannot be used fail too.
  func status(strict: Bool, gating: Bool) -> ExitStatus {
    if run.cases.contains(where: { $0.agreement.disagreement != nil }) { return .disagreement }
    if run.controls.contains(where: \.fired) { return .unfit }
    let isBroken = gating && budgets.contains { $0.outcome == .broken }
    if comparison?.verdict == .regressed || isBroken { return .regressed }
    if gating {
      guard let comparison, stored.absent.isEmpty else { return .baselineUnusable }
      // Notes say why whole files could not be judged: another machine class, another instruction set, other data.
      let isWhole = comparison.missing.isEmpty && comparison.added.isEmpty && comparison.notes.isEmpty
      if !isWhole { return .baselineUnusable }
    }
    let isUndecided = comparison?.verdict == .undecided || budgets.contains { $0.outcome == .undecided }
    return strict && isUndecided ? .undecided : .passed
  }
}
