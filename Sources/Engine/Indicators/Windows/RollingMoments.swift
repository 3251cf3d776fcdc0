/// Mean, distance from the mean and scatter of the last `width` values, the width known at run time.
///
///     scatter = Σ(value − mean)² = Σ(value − anchor)² − (Σ(value − anchor))² / width
///
/// In blocks, as `RollingSum`, and about an anchor, as `WindowMoments`, but of full windows only. The anchor of a window
/// lies inside it: the last value of the earlier block where the window touches that, else the first value of its own
/// block. So deviations are never larger than the window's range whatever the offset, and a window of equal values has a
/// scatter of exactly 0.
///
/// - Gaps: a NaN inside the window gives NaN, and leaves no trace: also as an anchor it spoils only windows that hold it.
/// - Complexity: O(1) a value, amortised: every `width` values one pass over the block; no allocation.
struct RollingMoments: Sendable {
  /// What there is to say of one window.
  struct Spread {
    let mean, distance, scatter: Double

    /// - Parameter sums: of the deviations from the anchor and of their squares.
    init(of value: Double, anchor: Double, _ sums: DeviationSums, share: Double) {
      let part = sums.sum * share
      mean = anchor + part
      distance = (value - anchor) - part
      let raw = sums.squares - sums.sum * part
      scatter = raw < 0 ? 0 : raw
    }
  }

  struct DeviationSums {
    var sum = 0.0
    var squares = 0.0

    mutating func add(_ deviation: Double) {
      sum += deviation
      squares += deviation * deviation
    }
  }

  private let base: Int
  private let width: Int
  private let share: Double
  /// The last value of the earlier block.
  private var anchor = Double.nan
  private var prefix = DeviationSums()
  /// The block's first value, and its values about that.
  private var first = Double.nan
  private var block = DeviationSums()
  private var position = 0

  /// The memory that a window takes: values until their block is complete, then suffix sums; and those of the squares.
  static func memoryCount(width: Int) -> Int { 2 * width }

  init(at base: Int, width: Int, _ memory: inout MutableSpan<Double>) {
    self.base = base
    self.width = width
    share = 1 / Double(width)
    for index in base..<base + 2 * width { memory[index] = .nan }
  }

  func peek(_ value: Double, _ memory: Span<Double>) -> Spread {
    var copy = self
    copy.take(value)
    guard copy.position < width else { return copy.complete(value) }
    let (sum, squares) = (memory[base + copy.position], memory[base + width + copy.position])
    return copy.partial(value, sum, squares)
  }

  mutating func next(_ value: Double, _ memory: inout MutableSpan<Double>) -> Spread {
    memory[base + position] = value
    take(value)
    guard position == width else {
      return partial(value, memory[base + position], memory[base + width + position])
    }
    let spread = complete(value)
    var suffix = DeviationSums()
    for index in stride(from: base + width - 1, through: base, by: -1) {
      suffix.add(memory[index] - value)
      memory[index] = suffix.sum
      memory[index + width] = suffix.squares
    }
    anchor = value
    prefix = DeviationSums()
    block = DeviationSums()
    position = 0
    return spread
  }

  private mutating func take(_ value: Double) {
    if position == 0 { first = value }
    prefix.add(value - anchor)
    block.add(value - first)
    position += 1
  }

  private func partial(_ value: Double, _ sum: Double, _ squares: Double) -> Spread {
    let sums = DeviationSums(sum: sum + prefix.sum, squares: squares + prefix.squares)
    return Spread(of: value, anchor: anchor, sums, share: share)
  }

  private func complete(_ value: Double) -> Spread { Spread(of: value, anchor: first, block, share: share) }
}
