import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement

/// The same suites on two sides, in pairs: two builds, two settings of a flag, two environments.
struct SuiteComparison {
  struct Side {
    /// What the report calls it.
    var name: String
    var executable: URL
    var environment: [String: String] = [:]
    var commit: String
    var isDirty = false
    var flags: [String: String] = [:]

    var pairSide: ExecutablePair.Side { ExecutablePair.Side(executable, environment: environment) }
  }

  struct Outcome {
    let before: RunFile
    let after: RunFile
    let comparison: Comparison
    var disagrees: Bool { after.cases.contains { $0.agreement.disagreement != nil } }
  }

  let kind: Comparison.Kind
  let before: Side
  let after: Side
  let plan: PairedPlan
  /// Of one process of a pair.
  let pairPlan: MeasurementPlan
  let timeoutSeconds: Int

  /// - Parameters:
  ///   - cases: of the side after.
  ///   - earlier: of the side before; nil where it is the same program.
  /// - Throws: `MeasurementError` where a process gives no report.
  func compare(_ cases: [ListedCase], earlier: [ListedCase]?) throws -> Outcome {
    let started = Date()
    var machine = MachineProbe.fingerprint()
    let (now, then) = (Self.rows(of: cases), Self.rows(of: earlier ?? cases))
    let rows = now.filter(Set(then).contains)
    let result = try judge(rows)
    machine.loadAfter = MachineProbe.loadAverage()
    func file(_ side: Side, _ path: PairedRecords.Side) -> RunFile {
      RunFile(
        tool: "\(Program.current.name) \(Program.current.version)", commit: side.commit, dirty: side.isDirty,
        started: ISO8601DateFormatter().string(from: started), machine: machine, dataset: nil, flags: side.flags,
        cases: zip(rows, result.comparisons).map { row, comparison in
          PairedRecords.record(
            case: "\(row.id)", suite: row.id.suite, variant: row.variant, of: path, in: comparison.reports,
            agreement: "with the other side")
        }, controls: [], notes: [])
    }
    let comparison = Comparison(
      kind: kind, a: before.name, b: after.name, verdict: BaselineComparison.verdict(of: result.rows),
      confidence: plan.confidence, rows: result.rows, controls: result.control.map { [$0] } ?? [],
      missing: then.filter { !Set(now).contains($0) }.map(\.key),
      added: now.filter { !Set(then).contains($0) }.map(\.key),
      notes: [])
    return Outcome(before: file(before, \.a), after: file(after, \.b), comparison: comparison)
  }

  private func judge(_ rows: [RowID]) throws -> PairedGate.Outcome {
    guard let first = rows.first else { return .empty }
    let pair = pair(before, after)
    let control = self.pair(after, after)
    defer { Messages.endProgress() }
    let gate = PairedGate(
      rows.map { PairedGate.Row(case: "\($0.id)", variant: $0.variant, margin: plan.margin) }, plan: plan
    ) { turn in
      let seed = pairPlan.seed &+ UInt64(turn.process) &* 0x9E37_79B9_7F4A_7C15
      guard case .row(let place) = turn.subject else {
        return try control.measure(first.id, variant: first.variant, plan: pairPlan, seed: seed)
      }
      let (id, variant) = (rows[place].id, rows[place].variant)
      Messages.progress("process \(turn.process + 1), row \(place + 1) of \(rows.count): \(id) \(variant)")
      // Once a row, before anything of it is timed.
      if turn.process == 0, let difference = try pair.disagreement(id, variant: variant, seed: seed) {
        return PairReport(refusal: difference)
      }
      let report = try pair.measure(id, variant: variant, plan: pairPlan, seed: seed)
      return turn.isReversed ? report.reversed : report
    }
    return try gate.judge()
  }

  private func pair(_ a: Side, _ b: Side) -> ExecutablePair {
    ExecutablePair(a: a.pairSide, b: b.pairSide, arguments: [SlicesCommand.name], timeoutSeconds: timeoutSeconds)
  }

  /// One variant of one case.
  private struct RowID: Hashable {
    let id: CaseID
    let variant: String
    var key: String { "\(id):\(variant)" }
  }

  private static func rows(of cases: [ListedCase]) -> [RowID] {
    cases.flatMap { one in one.variants.map { RowID(id: one.id, variant: $0) } }
  }
}
