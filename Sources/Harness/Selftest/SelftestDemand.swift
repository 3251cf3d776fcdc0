import Glibc
import TickmarkStatistics

/// What a gate has to reach to be trusted, held against what a self-test counted and measured.
public struct SelftestDemand: Sendable, Equatable {
  public enum Measured: Sendable, Equatable {
    /// Rows, gates or slices that did, of how many.
    case share(hits: Int, count: Int)
    case value(Double, unit: String)
  }

  public let text: String
  /// What it must lie in: a share's end at 0 or 1, or a value's at 0, is no bound.
  public let range: ClosedRange<Double>
  public let measured: Measured

  public var isMet: Bool {
    switch measured {
    case .share(let hits, let count): range.contains(Double(hits) / Double(count))
    case .value(let value, _): range.contains(value)
    }
  }

  /// Whether counts this far off would be seen less than once in a thousand times from a gate that just meets the demand.
  ///
  /// Values depend on the machine more than on the gate: they are told, and fail nothing.
  public var isSurelyMissed: Bool {
    guard case .share(let hits, let count) = measured, count > 0 else { return false }
    let tooMany = hits > 0 && Binomial.upperTail(hits - 1, trials: count, probability: range.upperBound) < 0.001
    return tooMany || Binomial.cumulative(hits, trials: count, probability: range.lowerBound) < 0.001
  }
}
