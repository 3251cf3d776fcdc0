import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement
import TickmarkStatistics

/// Compares two command lines: every round runs both, and the first once more beside itself as the control.
final class ProgramComparison {
  struct Outcome {
    let before: RunFile
    let after: RunFile
    let comparison: Comparison
  }

  private let names: (a: String, b: String)
  private let sides: ProgramPair
  private let control: ProgramPair
  private let seed: UInt64
  private var rounds: [PairReport] = []
  /// Wall time of the last round of both.
  private var secondsPerRound = 0.0

  init(a: [String], b: [String], names: (a: String, b: String), ignoresFailure: Bool, seed: UInt64) {
    self.names = names
    self.seed = seed
    sides = ProgramPair(TimedProgram(a), TimedProgram(b), ignoresFailure: ignoresFailure, seed: seed)
    control = ProgramPair(TimedProgram(a), TimedProgram(a), ignoresFailure: ignoresFailure, seed: seed &+ 1)
  }

  func warmUp(_ runs: Int) throws {
    for _ in 0..<runs { secondsPerRound = try sides.round().seconds }
  }

  func compare(rounds limit: Int?, seconds: Double, margin: Double) throws -> Outcome {
    let started = Date()
    let git = GitState.current()
    var machine = MachineProbe.fingerprint()
    let planned = limit ?? Self.rounds(in: seconds, each: 2 * secondsPerRound)
    let looks = Set([planned / 3, 2 * planned / 3, planned].filter { $0 >= 12 || $0 == planned }).sorted()
    let plan = PairedPlan(processes: planned, margin: margin, looks: looks)
    let row = PairedGate.Row(case: Self.case, variant: Self.variant, margin: margin)
    defer { Messages.endProgress() }
    let outcome = try PairedGate([row], plan: plan) { [self] turn in
      if turn.subject == .control { return try control.round() }
      Messages.progress("round \(turn.process + 1) of \(planned)\(turn.isReversed ? ", again" : "")")
      let report = try sides.round()
      rounds.append(report)
      return turn.isReversed ? report.reversed : report
    }.judge()
    machine.loadAfter = MachineProbe.loadAverage()
    var file = RunFile(
      tool: "\(Program.current.name) \(Program.current.version)", commit: git.commit, dirty: git.isDirty,
      started: ISO8601DateFormatter().string(from: started), machine: machine, dataset: nil, flags: [:], cases: [],
      controls: outcome.control.map { [$0] } ?? [], notes: [])
    file.cases = [record(\.b, peakBytes: sides.peakBytes.b)]
    var before = file
    before.cases = [record(\.a, peakBytes: sides.peakBytes.a)]
    let comparison = Comparison(
      kind: .commands, a: names.a, b: names.b, verdict: BaselineComparison.verdict(of: outcome.rows),
      confidence: plan.confidence, rows: outcome.rows, controls: file.controls, missing: [], added: [], notes: [])
    return Outcome(before: before, after: file, comparison: comparison)
  }

  private static let variant = "command"
  private static let `case` = "commands/run/1"

  /// As many as the time allows, and enough for an interval.
  private static func rounds(in seconds: Double, each: Double) -> Int {
    min(max(Int(seconds / max(each, 1e-6)), 12), 2_000)
  }

  private func record(_ side: KeyPath<PairReport, PairReport.Side>, peakBytes: Int) -> CaseRecord {
    func time(_ values: [Double], keepSamples: Bool) -> MetricRecord {
      let interval = PairedLogRatio(logRatios: values.map { log(max($0, 1)) }).interval(confidence: 0.95).interval
      let bounds = interval?.exponentiated
      return MetricRecord(
        unit: "ns", median: Quantile.median(of: values), interval: bounds.map { [$0.lower, $0.upper] },
        samples: keepSamples ? values : nil, reason: bounds == nil ? "an interval needs six rounds" : nil)
    }
    let metrics = [
      "wall": time(rounds.flatMap { $0[keyPath: side].wall }, keepSamples: true),
      "cpu": time(rounds.flatMap { $0[keyPath: side].cpu }, keepSamples: false),
      "residentBytes": MetricRecord(
        unit: "bytes", median: Double(peakBytes), reason: "largest resident set of any one process of any run"),
    ]
    return CaseRecord(
      case: Self.case, suite: "commands", variant: Self.variant, rows: 1, metrics: metrics, yardsticks: [:],
      throughput: nil, agreement: AgreementRecord(class: "not compared", largestError: 0), speedup: nil, processes: [],
      floor: PairedPlan.smallestMargin)
  }
}
