/// How far out a value may lie before it is brought back to a limit.
public enum Winsorising: Equatable, Sendable {
  case none
  /// Between the quantiles `share` and 1 − `share`, interpolated between neighbours (numpy's `linear`).
  case quantiles(share: Double)
  /// Within so many robust deviations of the median: 1.4826 times the median distance from it. Where half of the values
  /// are equal, that is 0 and all become the median.
  case deviations(Double)

  func check() throws(RiskError) {
    switch self {
    case .none: break
    case .quantiles(let share):
      guard share >= 0, share < 0.5 else { throw .badWinsorising("at the quantile", value: share) }
    case .deviations(let count):
      guard count > 0, count.isFinite else { throw .badWinsorising("at deviations of", value: count) }
    }
  }

  /// A normal distribution's standard deviation over its median distance from the median: 1 / Φ⁻¹(3/4).
  static let deviationsInDistance = 1.482_602_218_505_602

  /// The limits of values in increasing order, of which there is at least one.
  ///
  /// - Parameters:
  ///   - value: of a position in the order.
  ///   - middle: the middle of the distances from a median, where that is asked for.
  func limits(count: Int, value: (Int) -> Double, middle: (_ median: Double) -> Double) -> (low: Double, high: Double) {
    func quantile(_ share: Double) -> Double {
      let place = Double(count - 1) * share
      let below = Int(place)
      let low = value(below)
      return low + (place - Double(below)) * (value(min(below + 1, count - 1)) - low)
    }
    switch self {
    case .none: return (-.infinity, .infinity)
    case .quantiles(let share): return (quantile(share), quantile(1 - share))
    case .deviations(let deviations):
      let median = quantile(0.5)
      let reach = deviations * Self.deviationsInDistance * middle(median)
      return (median - reach, median + reach)
    }
  }
}
