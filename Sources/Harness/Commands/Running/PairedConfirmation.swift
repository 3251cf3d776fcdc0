import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement

/// Builds the baseline's commit and pairs it with this executable, in alternating slices on one processor: the one comparison
/// with a stored baseline that the hour, the machine's mood and an unlucky sample cannot fool.
struct PairedConfirmation {
  private let stored: StoredBaselines
  private let session: RunSession
  private let margin: Double

  init(_ stored: StoredBaselines, session: RunSession, margin: Double?) {
    self.stored = stored
    self.session = session
    self.margin = max(margin ?? 0, PairedPlan.smallestMargin)
  }

  /// Gives suspects the verdict of the pair. A suspect whose baseline cannot be built stays one.
  ///
  /// - Throws: `CommandError` where a commit cannot be built.
  func confirm(_ result: inout Comparison) throws {
    let suspects = result.rows.indices.filter { result.rows[$0].isSuspect }
    guard !suspects.isEmpty else { return }
    let builds = try CommitBuild()
    for baseline in stored.files {
      let keys = Set(baseline.cases.map(\.key))
      let own = suspects.filter { keys.contains(result.rows[$0].key) }
      guard !own.isEmpty else { continue }
      guard let commit = try? builds.resolve(baseline.commit) else {
        Messages.warning(
          "the baseline's commit '\(baseline.commit.prefix(10))' is not here: its suspects cannot be paired")
        continue
      }
      if baseline.dirty {
        Messages.warning("the baseline was measured with changes that are not in its commit \(commit.prefix(10))")
      }
      try confirm(own, in: &result, beside: builds.executable(of: commit), named: String(commit.prefix(10)))
    }
  }

  private func confirm(
    _ suspects: [Int], in result: inout Comparison, beside executable: URL, named commit: String
  ) throws {
    Messages.note("\(suspects.count) suspects: pairing them with a build of \(commit)")
    let ids = Dictionary(session.selection.entries.map { ("\($0.id)", $0.id) }, uniquingKeysWith: { first, _ in first })
    let rows = suspects.compactMap { index in ids[result.rows[index].case].map { (index: index, id: $0) } }
    let (before, after) = (
      ExecutablePair.Side(executable), ExecutablePair.Side(FreshProcess.ownExecutable)
    )
    func pair(_ a: ExecutablePair.Side, _ b: ExecutablePair.Side) -> ExecutablePair {
      ExecutablePair(a: a, b: b, arguments: [SlicesCommand.name], timeoutSeconds: session.timeoutSeconds)
    }
    let (forward, exchanged, control) = (pair(before, after), pair(after, before), pair(after, after))
    let variants = rows.map { result.rows[$0.index].variant }
    let gate = PairedGate(
      rows.map { PairedGate.Row(case: "\($0.id)", variant: result.rows[$0.index].variant, margin: margin) },
      plan: PairedPlan()
    ) { turn in
      let seed = turn.seed(from: session.plan.seed)
      guard case .row(let place) = turn.subject else {
        return try control.measure(rows[0].id, variant: variants[0], plan: session.pairPlan, seed: seed)
      }
      do {
        let pair = turn.isReversed ? exchanged : forward
        return try pair.measure(rows[place].id, variant: variants[place], plan: session.pairPlan, seed: seed)
      } catch {
        return PairReport(failure: "the build of \(commit) cannot be paired: \(error)")
      }
    }
    for (place, judged) in try gate.judge().rows.enumerated() {
      var row = judged
      row.note = "paired with a build of \(commit)" + (judged.note.map { ": \($0)" } ?? "")
      result.rows[rows[place].index] = row
    }
  }
}
