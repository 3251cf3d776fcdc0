public import TickmarkBaselines
public import TickmarkGating
import TickmarkTypesetting

/// One variant of one case, with what is known of it on both sides.
public struct ReportRow: Sendable {
  /// Where a row stands; what was not judged says so.
  public enum Status: Equatable, Sendable {
    case judged(Verdict)
    /// In the baseline, not in the run.
    case missing
    /// In the run, not in the baseline.
    case added
    /// On both sides, yet the comparison has no row for its time.
    case notCompared
    /// Its output differs from the reference's: it was not timed.
    case disagrees
    /// There is nothing to compare with.
    case alone
  }

  public let `case`: String
  public let variant: String
  public let suite: String
  public let after: CaseRecord?
  public let before: CaseRecord?
  /// The comparison of its metrics, wall time first.
  public let changes: [ComparisonRow]
  public let status: Status

  /// The comparison of its wall time.
  public var change: ComparisonRow? { changes.first { $0.metric == "wall" } }

  /// Wall time of one call, after.
  public var timeAfter: Estimate? {
    Estimate(change.map { ($0.b, $0.unit) }, metric: after?.metrics["wall"])
  }

  /// Wall time of one call, before.
  public var timeBefore: Estimate? {
    Estimate(change.map { ($0.a, $0.unit) }, metric: before?.metrics["wall"])
  }

  /// The case without its suite, for places that stand under the suite's name.
  var shortCase: String {
    `case`.hasPrefix(suite + "/") ? String(`case`.dropFirst(suite.count + 1)) : `case`
  }

  /// The case without its size: what a scaling chart has a picture of.
  var operation: String { `case`.split(separator: "/").dropLast().joined(separator: "/") }

  /// The size at the end of the case's name, `100x50` as their product; nil for 1, which stands where there is none.
  var namedSize: Double? {
    let numbers = (`case`.split(separator: "/").last ?? "").split(separator: "x").map { Double(Int($0) ?? 0) }
    let size = numbers.reduce(1, *)
    return (1...2).contains(numbers.count) && size > 1 ? size : nil
  }

  var key: String { "\(self.case):\(variant)" }
}

extension ReportRow.Status {
  /// The word for tables, with the mark of its shape.
  var mark: String {
    switch self {
    case .judged(let verdict): verdict.mark
    case .missing: "□"
    case .added: "○"
    case .notCompared: "□"
    case .disagrees: "✗"
    case .alone: " "
    }
  }

  var word: String {
    switch self {
    case .judged(let verdict): verdict.rawValue
    case .missing: "missing"
    case .added: "added"
    case .notCompared: "not compared"
    case .disagrees: "disagrees"
    case .alone: ""
    }
  }
}

/// A value with its interval, in its unit.
public struct Estimate: Sendable, Equatable {
  public var value: Double
  public var interval: [Double]?
  public var unit: String

  /// Half the interval's width.
  public var half: Double? {
    guard let interval, interval.count == 2 else { return nil }
    return (interval[1] - interval[0]) / 2
  }

  public var text: String { Units.quantity(value, half: half, unit: unit) }
}

extension Estimate {
  /// What a comparison says of a metric, with the interval that the run recorded for it; else what the run says.
  init?(_ compared: (value: Double, unit: String)?, metric: MetricRecord?) {
    guard let value = compared?.value ?? metric?.median, let unit = compared?.unit ?? metric?.unit, value.isFinite
    else { return nil }
    self.init(value: value, interval: nil, unit: unit)
    guard let metric, metric.unit == unit, let median = metric.median, let recorded = metric.interval, median != 0,
      recorded.count == 2, recorded.allSatisfy(\.isFinite)
    else { return }
    // A comparison may have scaled the median by a yardstick: the interval goes with it.
    interval = recorded.map { $0 * value / median }
  }
}
