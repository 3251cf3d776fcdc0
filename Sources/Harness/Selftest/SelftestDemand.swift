import Glibc
import TickmarkStatistics

/// What a gate has to reach to be trusted, held against what a self-test counted.
public struct SelftestDemand: Sendable, Equatable {
  public enum Limit: Sendable, Equatable {
    case atMost(Double)
    case atLeast(Double)
  }

  public let text: String
  public let limit: Limit
  /// Rows or gates that did, of how many.
  public let hits: Int
  public let count: Int

  public var share: Double { count > 0 ? Double(hits) / Double(count) : 0 }

  public var isMet: Bool {
    switch limit {
    case .atMost(let share): self.share <= share
    case .atLeast(let share): self.share >= share
    }
  }

  /// Whether counts this far off would be seen less than once in a thousand times from a gate that just meets the demand.
  public var isSurelyMissed: Bool {
    guard count > 0 else { return false }
    switch limit {
    case .atMost(let share): return hits > 0 && Binomial.upperTail(hits - 1, trials: count, probability: share) < 0.001
    case .atLeast(let share): return Binomial.cumulative(hits, trials: count, probability: share) < 0.001
    }
  }

  /// The demands that the rows speak to.
  public static func all(of record: SelftestRecord) -> [SelftestDemand] {
    func clean(_ kinds: [String], margin: Double?) -> [SelftestRecord.Row] {
      record.rows.filter { kinds.contains($0.kind) && $0.effect == 0 && (margin == nil || $0.margin == margin) }
    }
    func demand(_ text: String, _ rows: [SelftestRecord.Row], _ limit: Limit) -> SelftestDemand {
      SelftestDemand(
        text: text, limit: limit, hits: rows.reduce(0) { $0 + $1.flagged },
        count: rows.reduce(0) { $0 + $1.comparisons })
    }
    func slowed(_ kind: String, _ effect: Double, margin: Double = 0.005) -> [SelftestRecord.Row] {
      record.rows.filter { $0.kind == kind && $0.effect == effect && $0.margin == margin }
    }
    func stored(_ text: String, _ rows: [SelftestRecord.Row]) -> SelftestDemand {
      SelftestDemand(
        text: text, limit: .atMost(0.01), hits: rows.reduce(0) { $0 + $1.suspects },
        count: rows.reduce(0) { $0 + $1.comparisons })
    }
    let gates = record.gates
    return [
      demand(
        "false alarms, compute and allocation", clean(["compute", "allocation"], margin: 0.005), .atMost(0.001)),
      demand("false alarms, memory", clean(["memory"], margin: 0.005), .atMost(0.005)),
      demand("false alarms without a margin, compute", clean(["compute"], margin: 0), .atMost(0.001)),
      SelftestDemand(
        text: "gates of \(gates.rowsEach) identical rows with a false alarm", limit: .atMost(0.01),
        hits: gates.cleanFlagged, count: gates.clean),
      demand("+1 % compute is seen", slowed("compute", 0.01), .atLeast(0.99)),
      demand("+2 % memory is seen", slowed("memory", 0.02), .atLeast(0.95)),
      demand("+1 % allocation is seen", slowed("allocation", 0.01), .atLeast(0.99)),
      demand("+0.3 % compute is seen without a margin", slowed("compute", 0.003, margin: 0), .atLeast(0.95)),
      demand(
        "false alarms against a stored baseline, compute", clean(["stored-compute"], margin: nil), .atMost(0)),
      stored("suspects against a stored baseline, compute", clean(["stored-compute"], margin: nil)),
    ].filter { $0.count > 0 }
  }
}
