/// An average that follows its values by a fixed share of the distance, begun as the mean of the first `period`.
///
///     average += share · (value − average)
///
/// - Gaps: a NaN value gives NaN and leaves the average alone.
/// - Warm-up: `skipped + period − 1` valid values; the first `skipped` are not looked at.
/// - Complexity: O(1) time and memory.
struct Smoothing: Sendable {
  private let period: Int
  private let share: Double
  private var average = 0.0
  private var count: Int

  init(period: Int, share: Double, skipping skipped: Int = 0) {
    self.period = period
    self.share = share
    count = -skipped
  }

  /// A share of 2 / (period + 1).
  static func exponential(_ period: Int, skipping skipped: Int = 0) -> Smoothing {
    Smoothing(period: period, share: 2 / Double(period + 1), skipping: skipped)
  }

  /// A share of 1 / period.
  static func wilder(_ period: Int, skipping skipped: Int = 0) -> Smoothing {
    Smoothing(period: period, share: 1 / Double(period), skipping: skipped)
  }

  mutating func next(_ value: Double) -> Double {
    if value.isNaN { return .nan }
    if count < period {
      count += 1
      if count > 0 { average += value }
      if count < period { return .nan }
      average *= 1 / Double(period)
    } else {
      average += share * (value - average)
    }
    return average
  }
}
