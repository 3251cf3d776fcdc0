/// Sixteen `Smoothing`s side by side: lane for lane the same operations in the same order.
///
/// `gaps: false` promises that no value is NaN: the lanes then go through the warm-up together.
struct Smoothing16 {
  typealias Lanes = SIMD16<Double>

  private let period: Double
  private let meanShare: Double
  private let share: Lanes
  private var average = Lanes(repeating: 0)
  /// Valid values so far, up to `period`: of each lane, and of all where there are no gaps.
  private var counts: Lanes
  private var count: Double
  private var isWarming = true

  @inline(__always) init(period: Int, share: Double, skipping skipped: Int = 0) {
    self.period = Double(period)
    meanShare = 1 / Double(period)
    self.share = Lanes(repeating: share)
    counts = Lanes(repeating: -Double(skipped))
    count = -Double(skipped)
  }

  @inline(__always) static func exponential(_ period: Int, skipping skipped: Int = 0) -> Smoothing16 {
    Smoothing16(period: period, share: 2 / Double(period + 1), skipping: skipped)
  }

  @inline(__always) static func wilder(_ period: Int, skipping skipped: Int = 0) -> Smoothing16 {
    Smoothing16(period: period, share: 1 / Double(period), skipping: skipped)
  }

  @_transparent mutating func next(_ value: Lanes, gaps: Bool) -> Lanes {
    gaps ? nextAmongGaps(value) : nextOfAll(value)
  }

  @_transparent private mutating func nextOfAll(_ value: Lanes) -> Lanes {
    guard count < period else {
      average += share * (value - average)
      return average
    }
    count += 1
    if count > 0 { average += value }
    if count < period { return Lanes(repeating: .nan) }
    average *= Lanes(repeating: meanShare)
    return average
  }

  @_transparent private mutating func nextAmongGaps(_ value: Lanes) -> Lanes {
    guard isWarming else {
      let next = average + share * (value - average)
      average = next.replacing(with: average, where: value .!= value)
      return next
    }
    return nextInWarmUp(value)
  }

  /// Some lanes still add up their first values, others follow already.
  @_transparent private mutating func nextInWarmUp(_ value: Lanes) -> Lanes {
    let full = Lanes(repeating: period)
    let isMissing = value .!= value
    let isFollowing = counts .>= full
    counts += Lanes(repeating: 1).replacing(with: 0, where: isMissing .| isFollowing)
    let sum = average + value.replacing(with: 0, where: counts .<= 0)
    let begun = sum.replacing(with: sum * Lanes(repeating: meanShare), where: counts .== full)
    let next = begun.replacing(with: average + share * (value - average), where: isFollowing)
    average = next.replacing(with: average, where: isMissing)
    isWarming = any(counts .< full)
    return next.replacing(with: .nan, where: counts .< full)
  }
}
