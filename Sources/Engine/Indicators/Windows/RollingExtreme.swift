/// The highest, or the lowest, of the last `width` values.
///
/// In blocks, as `RollingSum`: the extreme of a window is the further one of a suffix of the block before and a prefix of
/// this one (M. van Herk, "A fast algorithm for local minimum and maximum filters", 1992). It takes three comparisons a
/// value whatever they are; a queue of candidates takes as many as the values ask for, and branches on them.
///
/// - Gaps: a NaN inside the window gives NaN.
/// - Complexity: O(1) a value, amortised: every `width` values one pass over the block; no allocation.
struct RollingExtreme: Sendable {
  private let isHighest: Bool
  private let base: Int
  private let width: Int
  private var prefix = 0.0
  private var position = 0

  init(highest isHighest: Bool, at base: Int, width: Int, _ memory: inout MutableSpan<Double>) {
    self.isHighest = isHighest
    self.base = base
    self.width = width
    for index in base..<base + width { memory[index] = .nan }
  }

  func peek(_ value: Double, _ memory: Span<Double>) -> Double {
    let extreme = position == 0 ? value : further(prefix, value)
    return position + 1 < width ? further(memory[base + position + 1], extreme) : extreme
  }

  mutating func next(_ value: Double, _ memory: inout MutableSpan<Double>) -> Double {
    memory[base + position] = value
    prefix = position == 0 ? value : further(prefix, value)
    position += 1
    if position < width { return further(memory[base + position], prefix) }
    for index in stride(from: base + width - 2, through: base, by: -1) {
      memory[index] = further(memory[index + 1], memory[index])
    }
    position = 0
    return prefix
  }

  /// The first where it lies further out or is NaN, else the second.
  private func further(_ first: Double, _ second: Double) -> Double {
    let wins = isHighest ? first > second : first < second
    return wins || first.isNaN ? first : second
  }
}
