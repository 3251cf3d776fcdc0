import TickmarkBaselines
import TickmarkGating

/// Measures suspects once more in fresh processes, twice as long, and holds them against the baseline again.
struct RepeatedConfirmation {
  private let stored: StoredBaselines
  private let run: RunFile
  private let session: RunSession
  private let margin: Double?

  init(_ stored: StoredBaselines, _ run: RunFile, session: RunSession, margin: Double?) {
    self.stored = stored
    self.run = run
    self.session = session
    self.margin = margin
  }

  /// Suspects that do not show again are undecided. Rows with a note of an earlier confirmation stay as they are.
  func confirm(_ result: inout Comparison) throws {
    let suspects = result.rows.filter(\.isSuspect)
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
    for index in result.rows.indices where result.rows[index].isSuspect {
      guard let second = again[result.rows[index].key] else { continue }
      // The machine may have become unfit since.
      let isConfirmed = second.verdict == .regressed && !confirmation.controls.contains(where: \.fired)
      if !isConfirmed { result.rows[index].verdict = .undecided }
      result.rows[index].note =
        "\(isConfirmed ? "shown" : "did not show") again in \(second.processes) fresh processes"
        + " (ratio \((second.ratio * 1_000).rounded() / 1_000))"
    }
  }
}

extension ComparisonRow {
  /// A time that looks worse and was not confirmed yet.
  var isSuspect: Bool { verdict == .regressed && metric == "wall" && note == nil }
}
