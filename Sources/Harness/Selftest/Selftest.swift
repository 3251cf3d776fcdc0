public import TickmarkGating
public import TickmarkMeasurement
import TickmarkStatistics

/// Runs the gate that everyone runs on work whose truth is known, and counts how often it was right.
public struct Selftest {
  /// What happened in one gate.
  public struct Result: Sendable {
    public let gate: SelftestPlan.Gate
    public let outcome: PairedGate.Outcome
  }

  private let plan: PairedPlan
  private let measure: (_ id: CaseID, _ pair: Pair, _ process: Int) throws -> PairReport

  /// - Parameters:
  ///   - plan: of each row, but for its margin.
  ///   - measure: has a fresh process measure two variants of a case.
  public init(
    plan: PairedPlan, measure: @escaping (_ id: CaseID, _ pair: Pair, _ process: Int) throws -> PairReport
  ) {
    self.plan = plan
    self.measure = measure
  }

  /// - Throws: what `measure` throws.
  public func run(_ gate: SelftestPlan.Gate) throws -> Result {
    let rows = gate.rows.map { PairedGate.Row(case: "\($0.workload.id)", variant: $0.name, margin: $0.margin) }
    let outcome = try PairedGate(rows, plan: plan) { turn in
      var (id, pair) = (Workload.compute.id, Pair(a: Effect.sameName, b: Effect.againName))
      if case .row(let index) = turn.subject { (id, pair) = (gate.rows[index].workload.id, gate.rows[index].pair) }
      if turn.isReversed { swap(&pair.a, &pair.b) }
      return try measure(id, pair, turn.process)
    }.judge()
    return Result(gate: gate, outcome: outcome)
  }
}

extension SelftestPlan.Subject {
  var pair: Pair { Pair(a: Effect.sameName, b: name) }
  var name: String { effect == 0 ? Effect.againName : Effect.name(effect) }
}
