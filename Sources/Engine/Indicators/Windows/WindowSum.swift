/// The sum of the last `width` values, in O(1) a value and without drift.
///
/// A sliding sum that adds the new value and subtracts the old one collects rounding errors for ever, and one gap or
/// infinity poisons it for good. This one cuts the values into blocks of `width`: while a block fills, a window is a
/// suffix of the block before plus a prefix of this one.
///
///     sum(row) = (values of the earlier block, added from its end backwards) + (values of this block, added forwards)
///
/// The window of a row that completes a block is this block alone.
///
/// Each sum is fresh after `width` values, so its error is at most `width` roundings and a NaN leaves no trace once it
/// has left the window. The order of the additions is part of the contract: every variant returns the same bits.
///
/// - Warm-up: the earlier block begins as `before`: NaN gives gaps until the window is full, 0 gives partial sums.
/// - Complexity: two additions a value, amortised; no allocation.
struct WindowSum<let width: Int> {
  /// Before the block is full: its values so far, then the earlier block's suffix sums.
  private var block: InlineArray<width, Double>
  private var prefix = 0.0
  private var position = 0

  init(before: Double) { block = InlineArray(repeating: before) }

  /// Takes the next value and returns the sum of the window that ends with it.
  mutating func next(_ value: Double) -> Double {
    block[position] = value
    prefix += value
    position += 1
    if position < width { return block[position] + prefix }
    let sum = prefix
    for index in stride(from: width - 2, through: 0, by: -1) { block[index] += block[index + 1] }
    position = 0
    prefix = 0
    return sum
  }
}

/// The mean of the valid values among the last `width`, from the first one on; NaN where there is none.
struct WindowMean<let width: Int> {
  private var sum = WindowSum<width>(before: 0)
  private var count = WindowSum<width>(before: 0)

  mutating func next(_ value: Double) -> Double {
    let total = sum.next(value.isNaN ? 0 : value)
    let valid = count.next(value.isNaN ? 0 : 1)
    return valid > 0 ? total * (1 / valid) : .nan
  }
}
