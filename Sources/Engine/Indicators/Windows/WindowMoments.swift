/// Count, sum and sum of squares of the valid values among the last `width`, about an anchor inside the window.
///
/// The variance from raw squares loses every digit at an offset of 1e9. Here each value is taken relative to an anchor,
/// the last valid value of the block before (`WindowSum` explains the blocks), which lies in every window that touches
/// that block; when a block ends, its sums are made afresh about its own last value. So the deviations are never larger
/// than the window's own range, and a window of equal values has deviations, and a deviation, of exactly 0.
///
/// - Gaps: NaN and infinite values are skipped and not counted.
/// - Complexity: O(1) a value, amortised; no allocation.
struct WindowMoments<let width: Int> {
  private(set) var count = 0.0
  private(set) var sum = 0.0
  private(set) var squares = 0.0
  private(set) var anchor: Double

  private var values: InlineArray<width, Double>
  private var counts = InlineArray<width, Double>(repeating: 0)
  private var sums = InlineArray<width, Double>(repeating: 0)
  private var squareSums = InlineArray<width, Double>(repeating: 0)
  private var prefix = (count: 0.0, sum: 0.0, squares: 0.0)
  private var position = 0

  /// - Parameter anchor: the first valid value of the series, or any finite number where there is none.
  init(anchor: Double) {
    self.anchor = anchor
    values = InlineArray(repeating: .nan)
  }

  mutating func next(_ value: Double) {
    values[position] = value
    if value.isFinite {
      let deviation = value - anchor
      prefix.count += 1
      prefix.sum += deviation
      prefix.squares += deviation * deviation
    }
    position += 1
    if position == width { return endBlock() }
    count = counts[position] + prefix.count
    sum = sums[position] + prefix.sum
    squares = squareSums[position] + prefix.squares
  }

  /// Makes the suffix sums of the block that is now complete, about its own last valid value.
  private mutating func endBlock() {
    for index in 0..<width where values[index].isFinite { anchor = values[index] }
    count = 0
    sum = 0
    squares = 0
    for index in stride(from: width - 1, through: 0, by: -1) {
      let deviation = values[index].isFinite ? values[index] - anchor : 0
      count += values[index].isFinite ? 1 : 0
      sum += deviation
      squares += deviation * deviation
      counts[index] = count
      sums[index] = sum
      squareSums[index] = squares
    }
    prefix = (0, 0, 0)
    position = 0
  }

  /// The mean of the valid values; NaN where there is none.
  var mean: Double { count > 0 ? anchor + sum * (1 / count) : .nan }

  /// The sample standard deviation (n − 1) of a full window; NaN where a value is missing.
  var deviation: Double {
    guard count == Double(width) else { return .nan }
    let scatter = squares - sum * (sum * (1 / Double(width)))
    return (max(scatter, 0) * (1 / Double(width - 1))).squareRoot()
  }
}
