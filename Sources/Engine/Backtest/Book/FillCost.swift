/// What a fill costs, in money.
///
///     cost = min(max(shares · perShare, minimum), value · cap) + value · rate
///
/// A commission by the share, at least `minimum` and then at most a fraction of the value, and a fraction of the value
/// for slippage; or a fraction of the value alone.
public struct FillCost: Sendable, Equatable {
  let perShare: Double
  let minimum: Double
  let cap: Double
  let rate: Double

  public static let free = FillCost(perShare: 0, minimum: 0, cap: .greatestFiniteMagnitude, rate: 0)

  /// A fraction of the value in basis points (1/10,000).
  ///
  /// - Throws: where it is negative or not a number.
  public static func basisPoints(_ points: Double) throws(BacktestError) -> FillCost {
    try check(points, "basis points of cost")
    return FillCost(perShare: 0, minimum: 0, cap: .greatestFiniteMagnitude, rate: points / 10_000)
  }

  /// A broker's commission and slippage.
  ///
  /// - Parameters:
  ///   - cap: the most that the commission may be of the value, as a fraction; it beats `minimum`.
  ///   - slippageBasisPoints: comes on top.
  /// - Throws: where one is negative or not a number.
  public static func commission(
    perShare: Double = 0.005, minimum: Double = 1, cap: Double = 0.005, slippageBasisPoints: Double = 2.5
  ) throws(BacktestError) -> FillCost {
    try check(perShare, "commission a share")
    try check(minimum, "smallest commission")
    try check(cap, "largest commission as a fraction")
    try check(slippageBasisPoints, "basis points of slippage")
    return FillCost(perShare: perShare, minimum: minimum, cap: cap, rate: slippageBasisPoints / 10_000)
  }

  private static func check(_ value: Double, _ name: String) throws(BacktestError) {
    guard value >= 0, value.isFinite else { throw .badCost(name: name, value: value) }
  }

  /// - Parameters:
  ///   - shares: their number, whatever the direction.
  ///   - value: that number times the price.
  @inline(__always) func of(shares: Double, value: Double) -> Double {
    let commission = shares * perShare
    let atLeast = commission < minimum ? minimum : commission
    let limit = value * cap
    return (atLeast > limit ? limit : atLeast) + value * rate
  }

  /// Sixteen fills side by side: lane for lane the same operations.
  @inline(__always) func of(shares: SIMD16<Double>, value: SIMD16<Double>) -> SIMD16<Double> {
    var commission = shares * perShare
    let floor = SIMD16<Double>(repeating: minimum)
    commission.replace(with: floor, where: commission .< floor)
    let limit = value * cap
    commission.replace(with: limit, where: commission .> limit)
    return commission + value * rate
  }
}
