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

  /// Compares with what is stored; a suspect must show again before it counts.
  ///
  /// - Parameter pairing: whether it must show beside a build of the baseline's commit; else in fresh processes of this one.
  init(_ run: RunFile, session: RunSession, stored: StoredBaselines, margin: Double?, pairing: Bool = false) throws {
    try self.init(run, stored: stored, margin: margin, expecting: { session.selection.expects(case: $0.case) }) {
      if pairing { try PairedConfirmation(stored, session: session, margin: margin).confirm(&$0) }
      try RepeatedConfirmation(stored, run, session: session, margin: margin).confirm(&$0)
    }
  }

  /// Compares a run that was measured elsewhere: nothing can be measured again, and a suspect counts as it is.
  ///
  /// - Parameter expected: which stored rows the run was to hold.
  init(_ run: RunFile, stored: StoredBaselines, margin: Double?, expecting expected: (CaseRecord) -> Bool) {
    self.init(run, stored: stored, margin: margin, expecting: expected) { result in
      for index in result.rows.indices where result.rows[index].isSuspect {
        result.rows[index].note = "not measured again: a run file is judged as it is"
      }
    }
  }

  private init(
    _ run: RunFile, stored: StoredBaselines, margin: Double?, expecting expected: (CaseRecord) -> Bool,
    confirming confirm: (inout Comparison) throws -> Void
  ) rethrows {
    self.run = run
    self.stored = stored
    guard !stored.files.isEmpty else { return }
    var result = BaselineComparison(baselines: stored.files, run: run, margin: margin)
      .compare(kind: .baseline, expecting: expected)
    // A suite without any baseline is said once, not row by row.
    result.added.removeAll { key in stored.absent.contains { key.hasPrefix("\($0)/") } }
    try confirm(&result)
    result.verdict = BaselineComparison.verdict(of: result.rows)
    if run.controls.contains(where: \.fired) { Self.withdraw(&result) }
    comparison = result
  }

  /// Where a control fired the machine is unfit, and no row is judged.
  private static func withdraw(_ result: inout Comparison) {
    for index in result.rows.indices where result.rows[index].metric == "wall" {
      result.rows[index].verdict = .undecided
      result.rows[index].note = "a control fired: the machine cannot tell now"
    }
    result.verdict = .undecided
  }

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
