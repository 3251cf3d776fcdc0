import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement
import TickmarkProfiling

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
    /// Rows that could not be measured, and why.
    let failures: [String]
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
  ///   - earlier: of the side before.
  func compare(_ cases: [ListedCase], earlier: [ListedCase]) throws -> Outcome {
    let started = Date()
    var machine = MachineProbe.fingerprint()
    let (now, then) = (Self.rows(of: cases), Self.rows(of: earlier))
    let rows = now.filter(Set(then).contains)
    let outputs = Outputs()
    let result = try judge(rows, outputs)
    machine.loadAfter = MachineProbe.loadAverage()
    func file(_ side: Side, _ path: PairedRecords.Side) -> RunFile {
      RunFile(
        tool: "\(Program.current.name) \(Program.current.version)", commit: side.commit, dirty: side.isDirty,
        started: ISO8601DateFormatter().string(from: started), machine: machine, dataset: nil, flags: side.flags,
        cases: zip(rows.indices, result.comparisons).map { place, comparison in
          PairedRecords.record(
            rows[place].id, variant: rows[place].variant, of: path, in: comparison.reports,
            agreement: outputs.classes[place] ?? "not compared")
        }, controls: [], notes: [])
    }
    let comparison = Comparison(
      kind: kind, a: before.name, b: after.name, verdict: BaselineComparison.verdict(of: result.rows),
      confidence: plan.confidence, rows: result.rows, controls: result.control.map { [$0] } ?? [],
      missing: then.filter { !Set(now).contains($0) }.map(\.key),
      added: now.filter { !Set(then).contains($0) }.map(\.key),
      notes: notes(outputs))
    return Outcome(
      before: file(before, \.a), after: file(after, \.b), comparison: comparison, failures: outputs.failures)
  }

  private func notes(_ outputs: Outputs) -> [String] {
    let silent = outputs.classes.values.count { $0.hasPrefix("not compared") }
    guard silent > 0 else { return [] }
    return [
      "\(silent) rows: the outputs of the sides were not compared with each other; one is too old to write them down"
    ]
  }

  /// What is known of the rows' outputs, found out before any is timed.
  private final class Outputs {
    var classes: [Int: String] = [:]
    var failures: [String] = []
  }

  private func judge(_ rows: [RowID], _ outputs: Outputs) throws -> PairedGate.Outcome {
    guard let first = rows.first else { return .empty }
    let (forward, exchanged, control) = (pair(before, after), pair(after, before), pair(after, after))
    defer { Messages.endProgress() }
    let gate = PairedGate(
      rows.map { PairedGate.Row(case: "\($0.id)", variant: $0.variant, margin: plan.margin) }, plan: plan
    ) { turn in
      let seed = turn.seed(from: pairPlan.seed)
      guard case .row(let place) = turn.subject else {
        return try control.measure(first.id, variant: first.variant, plan: pairPlan, seed: seed)
      }
      let row = rows[place]
      Messages.progress("process \(turn.process + 1), row \(place + 1) of \(rows.count): \(row.key)")
      do {
        if turn.process == 0, let refusal = try look(at: row, with: forward, seed: seed, into: outputs, place) {
          return refusal
        }
        return try (turn.isReversed ? exchanged : forward)
          .measure(row.id, variant: row.variant, plan: pairPlan, seed: seed)
      } catch let error as MeasurementError {
        // One case that crashes must not take the others with it.
        outputs.failures.append("\(row.key): \(error)")
        return PairReport(failure: "\(error)")
      }
    }
    return try gate.judge()
  }

  /// Compares the outputs of both sides; a report without times where they are not to be timed.
  private func look(
    at row: RowID, with pair: ExecutablePair, seed: UInt64, into outputs: Outputs, _ place: Int
  ) throws -> PairReport? {
    let scratch = try Scratch()
    let verdict = try Interruption.cleaningUp(with: { scratch.remove() }) {
      try pair.compareOutputs(row.id, variant: row.variant, seed: seed, in: scratch.part("outputs"))
    }
    switch verdict {
    case .agree(let agreement): outputs.classes[place] = "\(agreement), with the other side"
    case .unknown: outputs.classes[place] = "not compared with the other side, which is too old for it"
    case .differ(let difference): return PairReport(disagreement: difference)
    case .absent(let reason): return PairReport(failure: reason)
    }
    return nil
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
