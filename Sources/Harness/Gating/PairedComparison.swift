import Glibc
public import TickmarkMeasurement
public import TickmarkStatistics

/// Two sides timed in the same rounds, process by process, until a planned look decides or the processes are spent.
public struct PairedComparison: Sendable {
  public let plan: PairedPlan
  public private(set) var reports: [PairReport] = []
  private var pairs: [PairedLogRatio] = []
  private var settled: Verdict?

  public init(plan: PairedPlan) { self.plan = plan }

  /// Takes the report of one more process; nothing is taken after the end.
  public mutating func add(_ report: PairReport) {
    guard !isOver else { return }
    reports.append(report)
    guard report.refusal == nil, report.rounds > 0 else { return }
    pairs.append(PairedLogRatio(a: report.a.wall, b: report.b.wall))
    let verdict = verdict(after: pairs.count)
    if verdict != .undecided { settled = verdict }
  }

  /// Whether more processes would change nothing: a look has decided, the plan is spent, or a side cannot be timed.
  public var isOver: Bool {
    settled != nil || reports.count >= plan.processes || refusal != nil
  }

  /// Where an output differs from the reference's.
  public var disagreement: String? { reports.lazy.compactMap(\.disagreement).first }

  /// Why nothing more is timed: that, or a side that cannot be measured.
  public var refusal: String? { reports.lazy.compactMap(\.refusal).first }

  /// The comparison of the times so far.
  public func row(case id: String, variant: String) -> ComparisonRow {
    var row = ComparisonRow(
      case: id, variant: variant, metric: "wall", a: median(\.a), b: median(\.b), unit: "ns", ratio: 0, interval: [],
      verdict: .undecided, margin: plan.margin, minimumDetectable: 0, rounds: pairs.reduce(0) { $0 + $1.rounds },
      processes: reports.count, discarded: reports.reduce(0) { $0 + $1.discarded },
      seconds: reports.reduce(0) { $0 + $1.seconds }, note: refusal)
    guard refusal == nil, let estimate = estimate(of: pairs.count) else {
      row.note = refusal.map { "not timed: \($0)" } ?? "needs two processes"
      return row
    }
    let confidence = plan.confidence(after: pairs.count) ?? plan.confidence
    let logs = estimate.wider(confidence: confidence)
    let bounds = logs.exponentiated
    row.ratio = estimate.ratio
    row.interval = [bounds.lower, bounds.upper]
    row.verdict = settled ?? .undecided
    row.minimumDetectable = MinimumDetectable.relativeChange(
      halfWidth: logs.halfWidth, confidence: confidence, power: 0.9, degreesOfFreedom: estimate.degreesOfFreedom,
      margin: plan.margin)
    if row.verdict == .undecided { row.note = advice(logs) }
    return row
  }

  /// The smallest error at which the ratio is beyond the margin, on the side where it lies: for Holm's procedure.
  public var pValue: Double {
    guard let estimate = estimate(of: pairs.count) else { return 1 }
    let threshold = log(1 + plan.margin)
    guard abs(estimate.logRatio) > threshold else { return 1 }
    return estimate.pValue(against: estimate.logRatio > 0 ? threshold : -threshold)
  }

  /// The estimate from the first processes; nil where there are fewer than two.
  public func estimate(of processes: Int) -> HierarchicalInterval? {
    let first = pairs.prefix(processes)
    return first.count >= 2 ? HierarchicalInterval(processes: Array(first)) : nil
  }

  /// The estimate at the first look: wherever the comparison stopped, these processes ran.
  public var firstLook: HierarchicalInterval? {
    plan.looks.first.flatMap { pairs.count >= $0 ? estimate(of: $0) : nil }
  }

  /// What a planned look after so many processes says.
  private func verdict(after processes: Int) -> Verdict {
    guard let confidence = plan.confidence(after: processes), let estimate = estimate(of: processes) else {
      return .undecided
    }
    let bounds = estimate.wider(confidence: confidence).exponentiated
    return Verdict(lower: bounds.lower, upper: bounds.upper, margin: plan.margin)
  }

  private func advice(_ interval: Interval) -> String {
    let processes = MinimumDetectable.rounds(toSettle: interval, margin: plan.margin, from: pairs.count)
    guard let processes, processes <= 1_000 else { return "the estimate lies too near the margin to be settled" }
    return "some \(max(processes, pairs.count + 1)) processes would settle it"
  }

  private func median(_ side: KeyPath<PairReport, PairReport.Side>) -> Double {
    Quantile.median(of: reports.compactMap { Quantile.median(of: $0[keyPath: side].wall) }) ?? 0
  }
}
