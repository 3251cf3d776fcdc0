import Glibc
public import TickmarkBaselines
import TickmarkMeasurement
import TickmarkStatistics

/// Compares a run with a stored run of the same suites, row by row.
///
/// Times stored at another hour cannot be paired. Each side's time is taken relative to a yardstick that was timed in the
/// same rounds, and the two sets of processes are compared by the interval of the difference of their trimmed mean
/// logarithms (Yuen's; Welch's where there are fewer than eight processes).
/// Counters are exact: any difference is a change.
public struct BaselineComparison: Sendable {
  /// Error control: one row in a thousand, and Holm's procedure over all rows of the gate.
  public static var rowConfidence: Double { 0.999 }
  public static var gateLevel: Double { 0.01 }

  private let baselines: [RunFile]
  private let run: RunFile
  private let margin: Double?

  /// - Parameter margin: counts as a change in place of the recorded floors; never below what the data can tell.
  /// - Parameter baselines: one file, or one a suite; each has its own machine and commit.
  public init(baselines: [RunFile], run: RunFile, margin: Double? = nil) {
    self.baselines = baselines
    self.run = run
    self.margin = margin
  }

  /// - Parameter expected: which rows of the baseline the run was to hold; the others are not missing.
  public func compare(kind: Comparison.Kind, expecting expected: (CaseRecord) -> Bool) -> Comparison {
    let now = Dictionary(uniqueKeysWithValues: run.cases.map { ($0.key, $0) })
    let before = Set(baselines.flatMap { $0.cases.map(\.key) })
    var rows: [ComparisonRow] = []
    var missing: [String] = []
    var notes: [String] = []
    for baseline in baselines {
      let obstacle = obstacle(to: baseline, kind)
      for old in baseline.cases {
        guard let new = now[old.key] else {
          if expected(old) { missing.append(old.key) }
          continue
        }
        let obstacle = obstacle ?? Self.dataObstacle(old, new)
        if let obstacle, !notes.contains(obstacle) { notes.append(obstacle) }
        rows += compare(old, new, obstacle: obstacle)
      }
    }
    demoteByHolm(&rows)
    let names = baselines.map(Self.name)
    return Comparison(
      kind: kind, a: Set(names).count == 1 ? names[0] : names.joined(separator: "; "), b: Self.name(run),
      verdict: Self.verdict(of: rows), confidence: Self.rowConfidence, rows: rows, controls: run.controls,
      missing: missing, added: run.cases.map(\.key).filter { !before.contains($0) }, notes: notes)
  }

  /// Why a file cannot be held against the run at all.
  private func obstacle(to baseline: RunFile, _ kind: Comparison.Kind) -> String? {
    let old = baseline.machine
    let new = run.machine
    if old.class != new.class { return "the baseline is from \(old.class), this machine is \(new.class)" }
    if old.instructionSet != new.instructionSet {
      return "the baseline was built for \(old.instructionSet), this run for \(new.instructionSet)"
    }
    // Two runs may well be compared because of their flags.
    if kind == .baseline, baseline.flags != run.flags {
      return "the baseline was measured with \(Self.text(baseline.flags)), this run with \(Self.text(run.flags))"
    }
    return nil
  }

  private static func text(_ flags: [String: String]) -> String {
    guard !flags.isEmpty else { return "no flags set" }
    return "flags " + flags.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  private static func dataObstacle(_ old: CaseRecord, _ new: CaseRecord) -> String? {
    old.dataset == new.dataset ? nil : "the baseline ran on other data"
  }

  private func compare(_ old: CaseRecord, _ new: CaseRecord, obstacle: String?) -> [ComparisonRow] {
    [compareWall(old, new, obstacle: obstacle)]
      + ["allocations", "allocatedBytes", "instructions"].compactMap {
        compareCounter($0, old, new, obstacle: obstacle)
      }
  }

  private func compareWall(_ old: CaseRecord, _ new: CaseRecord, obstacle: String?) -> ComparisonRow {
    let before = old.metrics["wall"]?.median ?? 0
    let after = new.metrics["wall"]?.median ?? 0
    var row = ComparisonRow(
      case: new.case, variant: new.variant, metric: "wall", a: before, b: after, unit: "ns",
      ratio: before > 0 ? after / before : 0, interval: [], verdict: .undecided,
      margin: margin ?? max(old.floor, new.floor), minimumDetectable: 0,
      rounds: new.processes.reduce(0) { $0 + $1.rounds }, processes: new.processes.count,
      discarded: new.processes.reduce(0) { $0 + $1.discarded },
      seconds: new.processes.reduce(0) { $0 + ($1.seconds ?? 0) }, note: obstacle)
    guard before > 0, after > 0 else {
      let side = before > 0 ? "this run's" : "the baseline's"
      row.note = obstacle ?? "not timed on \(side) side: a variant that disagrees is not"
      return row
    }
    let sides = Self.yardstickLogs(old, new)
    guard obstacle == nil, sides.old.count >= 2, sides.new.count >= 2 else {
      row.note = obstacle ?? "needs two processes and the same yardstick on each side"
      return row
    }
    if let pace = Pace(then: old, now: new), !Pace.comparable.contains(pace.factor) {
      row.note = "\(pace.text): this machine is not the baseline's"
      return row
    }
    let difference = Self.difference(sides)
    let logInterval = difference.interval(confidence: Self.rowConfidence)
    let interval = logInterval.exponentiated
    row.ratio = difference.ratio
    row.yardstick = new.kind.flatMap { $0 == CaseRecord.nanosecondKind ? nil : $0 }
    row.interval = [interval.lower, interval.upper]
    row.minimumDetectable = MinimumDetectable.relativeChange(
      halfWidth: logInterval.halfWidth, confidence: Self.rowConfidence, power: 0.9,
      degreesOfFreedom: difference.degreesOfFreedom, margin: row.margin)
    row.verdict = Verdict(lower: interval.lower, upper: interval.upper, margin: row.margin)
    if row.verdict == .undecided { row.note = Self.advice(logInterval, margin: row.margin, row) }
    if let dissent = dissent(from: row, old, new) {
      row.verdict = .undecided
      row.note = dissent
    }
    return row
  }

  /// Where another yardstick gives another answer, the machine has changed in a way that ratios do not take out: memory
  /// that got faster beside an unchanged processor makes every row that is compared through it look slower.
  private func dissent(from row: ComparisonRow, _ old: CaseRecord, _ new: CaseRecord) -> String? {
    guard row.verdict != .undecided else { return nil }
    for kind in new.yardsticks.keys.sorted() where kind != new.kind {
      let sides = Self.yardstickLogs(old, new, kind: kind)
      guard sides.old.count >= 2, sides.new.count >= 2 else { continue }
      let difference = Self.difference(sides)
      let bounds = difference.interval(confidence: Self.rowConfidence).exponentiated
      let verdict = Verdict(lower: bounds.lower, upper: bounds.upper, margin: row.margin)
      // A change must show through every yardstick; for "no change" it is enough that none shows one.
      let agrees = verdict == row.verdict || (row.verdict == .equivalent && verdict == .undecided)
      if !agrees {
        let percent = ((difference.ratio - 1) * 1_000).rounded() / 10
        return "the yardsticks disagree: through '\(kind)' it is \(percent) %, so the machine has changed"
      }
    }
    return nil
  }

  private func compareCounter(
    _ metric: String, _ old: CaseRecord, _ new: CaseRecord, obstacle: String?
  ) -> ComparisonRow? {
    guard let before = old.metrics[metric], let after = new.metrics[metric] else { return nil }
    var row = ComparisonRow(
      case: new.case, variant: new.variant, metric: metric, a: before.median ?? 0, b: after.median ?? 0,
      unit: after.unit, ratio: 1, interval: [1, 1], verdict: .undecided, margin: 0, minimumDetectable: 0, rounds: 1,
      processes: new.processes.count, discarded: 0, seconds: 0, note: obstacle)
    guard obstacle == nil else { return row }
    guard let a = before.median, let b = after.median else {
      row.note = after.reason ?? before.reason ?? "counted on one side only"
      if old.kind == CaseRecord.nanosecondKind, new.kind == old.kind {
        judgeMeans(&row, before, after, margin: margin ?? max(old.floor, new.floor))
        if row.verdict != .undecided { return row }
      }
      // A count that varies is still a change where even its smallest value is above what was stored.
      if new.kind != CaseRecord.nanosecondKind || before.median == 0, let a = before.median,
        let least = after.interval?.first, least > a
      {
        row.verdict = .regressed
      }
      return row
    }
    row.ratio = a == b ? 1 : b / max(a, 1)
    row.interval = [row.ratio, row.ratio]
    // Addresses differ from process to process, and with them a few instructions.
    if metric == "instructions" { row.margin = InstructionCounter.tolerance }
    // From nothing to something no ratio can be told.
    let change = a > 0 ? b / a : b > 0 ? .infinity : 1
    row.verdict = Verdict(lower: change, upper: change, margin: row.margin)
    return row
  }

  /// Another tool's count that differs from repetition to repetition is a mean that was rounded: it is judged by the margin of
  /// the row's time, from its least to its most.
  private func judgeMeans(_ row: inout ComparisonRow, _ before: MetricRecord, _ after: MetricRecord, margin: Double) {
    let bounds = [before, after].compactMap { side in side.median.map { [$0, $0] } ?? side.interval }
    guard bounds.count == 2, bounds.allSatisfy({ $0.count == 2 && $0[0] > 0 }) else { return }
    row.a = (bounds[0][0] + bounds[0][1]) / 2
    row.b = (bounds[1][0] + bounds[1][1]) / 2
    row.ratio = row.b / row.a
    row.interval = [bounds[1][0] / bounds[0][1], bounds[1][1] / bounds[0][0]]
    row.margin = margin
    row.verdict = Verdict(lower: row.interval[0], upper: row.interval[1], margin: margin)
  }

  /// A regression must also stand when all rows of the gate are counted together.
  private func demoteByHolm(_ rows: inout [ComparisonRow]) {
    let timed = rows.indices.filter { rows[$0].metric == "wall" && !rows[$0].interval.isEmpty }
    let oldCases = Dictionary(
      baselines.flatMap { $0.cases.map { ($0.key, $0) } }, uniquingKeysWith: { first, _ in first })
    let newCases = Dictionary(uniqueKeysWithValues: run.cases.map { ($0.key, $0) })
    let pValues = timed.map { index -> Double in
      let row = rows[index]
      guard row.verdict == .regressed, let old = oldCases[row.key], let new = newCases[row.key] else { return 1 }
      let sides = Self.yardstickLogs(old, new)
      return Self.difference(sides).pValue(against: log(1 + row.margin))
    }
    for (index, holds) in zip(timed, Holm.rejections(pValues, level: Self.gateLevel))
    where rows[index].verdict == .regressed && !holds {
      rows[index].verdict = .undecided
      rows[index].note = "stands alone, but not among \(timed.count) rows: more processes would tell"
    }
  }

  /// The log-ratios to the row's yardstick, one a process; none where the sides were measured against different ones.
  private static func yardstickLogs(_ old: CaseRecord, _ new: CaseRecord) -> (old: [Double], new: [Double]) {
    guard let kind = new.kind, old.kind == kind else { return ([], []) }
    return yardstickLogs(old, new, kind: kind)
  }

  private static func yardstickLogs(
    _ old: CaseRecord, _ new: CaseRecord, kind: String
  ) -> (old: [Double], new: [Double]) {
    (old.processes.compactMap { $0.yardsticks[kind] }, new.processes.compactMap { $0.yardsticks[kind] })
  }

  /// One process in ten meets something else on a shared machine: both ends are trimmed where there are enough processes.
  private static func difference(_ sides: (old: [Double], new: [Double])) -> UnpairedLogRatio {
    let fewest = min(sides.old.count, sides.new.count)
    return UnpairedLogRatio(logsOfA: sides.old, logsOfB: sides.new, trimming: fewest >= 8 ? 0.2 : 0)
  }

  /// The worst row decides.
  public static func verdict(of rows: [ComparisonRow]) -> Verdict {
    let verdicts = Set(rows.map(\.verdict))
    return [.regressed, .undecided, .improved].first { verdicts.contains($0) } ?? .equivalent
  }

  private static func advice(_ interval: Interval, margin: Double, _ row: ComparisonRow) -> String {
    let rounds = MinimumDetectable.rounds(toSettle: interval, margin: margin, from: max(row.rounds, 1))
    let processes = rounds.map { Double($0) / Double(max(row.rounds, 1)) * Double(row.processes) }
    // No more than a run can be asked for; near the margin the number grows beyond all bounds.
    guard let processes, processes <= 1_000 else { return "the estimate lies too near the margin to be settled" }
    return "some \(Int(processes.rounded(.up))) processes would settle it"
  }

  private static func name(_ file: RunFile) -> String {
    "\(file.commit.prefix(10))\(file.dirty ? "+" : "") on \(file.machine.class), \(file.started)"
  }
}
