public import TickmarkGating
import TickmarkStatistics

/// Counts what the gates said.
public struct SelftestTally: Sendable {
  private struct Key: Hashable {
    let kind: String
    let effect: Double
    let margin: Double
    let besidePlanted: Bool
  }

  private struct Count {
    var comparisons = 0
    var flagged = 0
    var undecided = 0
    var suspects = 0
    var seconds = 0.0
    var ratios: [Double] = []
    var covered: [Bool] = []
    var coveredByWider: [Bool] = []
  }

  private var counts: [Key: Count] = [:]
  public private(set) var gates = SelftestRecord.Gates(
    rowsEach: SelftestPlan.rowsEach, clean: 0, cleanFlagged: 0, unfit: 0, all: 0)

  public init() {}

  public mutating func add(_ result: Selftest.Result) {
    let outcome = result.outcome
    gates.all += 1
    if outcome.control?.fired == true { gates.unfit += 1 }
    if result.gate.isClean {
      gates.clean += 1
      if outcome.rows.contains(where: { $0.verdict.isChange }) { gates.cleanFlagged += 1 }
    }
    for (index, subject) in result.gate.rows.enumerated() {
      let key = Key(
        kind: subject.workload.rawValue, effect: subject.effect, margin: subject.margin,
        besidePlanted: !result.gate.isClean)
      count(outcome.rows[index], key, isSuspect: outcome.suspects.contains(index))
      if subject.effect == 0, let look = outcome.comparisons[index].firstLook {
        counts[key]?.covered.append(look.studentT(confidence: 0.95).contains(0))
        counts[key]?.coveredByWider.append(look.wider(confidence: 0.95).contains(0))
      }
    }
  }

  /// Counts a row that was held against a stored baseline.
  public mutating func add(stored row: ComparisonRow, _ subject: StoredSubject, isSuspect: Bool, seconds: Double) {
    let key = Key(
      kind: "stored-\(subject.workload.rawValue)", effect: subject.effect, margin: row.margin, besidePlanted: true)
    var row = row
    row.seconds = seconds
    count(row, key, isSuspect: isSuspect)
  }

  private mutating func count(_ row: ComparisonRow, _ key: Key, isSuspect: Bool) {
    var count = counts[key] ?? Count()
    count.comparisons += 1
    // Slower work that is called faster is no success.
    if key.effect == 0 ? row.verdict.isChange : row.verdict == .regressed { count.flagged += 1 }
    if row.verdict == .undecided { count.undecided += 1 }
    if isSuspect { count.suspects += 1 }
    count.seconds += row.seconds
    if row.ratio > 0 { count.ratios.append(row.ratio) }
    counts[key] = count
  }

  /// By workload, margin and effect.
  public var rows: [SelftestRecord.Row] {
    counts.map { key, count in Self.row(key, count) }.sorted {
      ($0.kind, -$0.margin, $0.effect, $0.besidePlanted ? 1 : 0) < (
        $1.kind, -$1.margin, $1.effect, $1.besidePlanted ? 1 : 0
      )
    }
  }

  private static func row(_ key: Key, _ count: Count) -> SelftestRecord.Row {
    SelftestRecord.Row(
      kind: key.kind, effect: key.effect, margin: key.margin, besidePlanted: key.besidePlanted,
      comparisons: count.comparisons, flagged: count.flagged,
      suspects: count.suspects, undecided: count.undecided,
      secondsPerComparison: count.seconds / Double(count.comparisons),
      medianRatio: Quantile.median(of: count.ratios) ?? 0,
      deviationPoints: 100 * (Dispersion.standardDeviation(of: count.ratios) ?? 0),
      coverage: share(count.covered), coverageOfWider: share(count.coveredByWider))
  }

  private static func share(_ answers: [Bool]) -> Double? {
    answers.isEmpty ? nil : Double(answers.count { $0 }) / Double(answers.count)
  }
}
