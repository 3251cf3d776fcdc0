/// The sum of the last `width` values, the oldest once … the last `width` times.
///
/// In blocks, as `RollingSum`. With `p` values of this block, the older ones have the weights 1, 2, … from the first that
/// is still inside the window on, whatever the new ones are: their weighted sum is made when their block ends. Of the new
/// ones the j-th weighs `width − p + j`:
///
///     sum = older[p] + ((width − p) · (x1 + … + xp) + (1 · x1 + … + p · xp))
///
/// All terms have the sign of the values, so nothing cancels.
///
/// - Gaps: a NaN inside the window gives NaN.
/// - Complexity: O(1) a value, amortised: every `width` values one pass over the block; no allocation.
struct RollingWeightedSum: Sendable {
  private let base: Int
  private let width: Int
  private var prefix = 0.0
  private var weighted = 0.0
  private var position = 0

  /// The block begins as gaps, so that sums begin with the first full window.
  init(at base: Int, width: Int, _ memory: inout MutableSpan<Double>) {
    self.base = base
    self.width = width
    for index in base..<base + width { memory[index] = .nan }
  }

  func peek(_ value: Double, _ memory: Span<Double>) -> Double {
    let count = position + 1
    let weighted = weighted + Double(count) * value
    return count < width ? memory[base + count] + (Double(width - count) * (prefix + value) + weighted) : weighted
  }

  mutating func next(_ value: Double, _ memory: inout MutableSpan<Double>) -> Double {
    memory[base + position] = value
    position += 1
    prefix += value
    weighted += Double(position) * value
    if position < width { return memory[base + position] + (Double(width - position) * prefix + weighted) }
    let sum = weighted
    // Of the values behind a place: their sum, and that of all those sums, which is the weighted one.
    var suffix = 0.0
    var older = 0.0
    for index in stride(from: base + width - 1, to: base, by: -1) {
      suffix += memory[index]
      older += suffix
      memory[index] = older
    }
    position = 0
    prefix = 0
    weighted = 0
    return sum
  }
}
