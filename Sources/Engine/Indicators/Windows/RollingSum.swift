/// `WindowSum` with a width that is known at run time; the block lies in memory that the caller lends.
///
/// The window that ends with a complete block is that block, added forwards; so `peek` needs no block to be made.
///
/// - Complexity: two additions a value; every `width` values one pass over the block, so O(1) amortised.
struct RollingSum: Sendable {
  private let base: Int
  private let width: Int
  private var prefix = 0.0
  private var position = 0

  /// The block begins as gaps, so that sums begin with the first full window.
  init(at base: Int, width: Int, _ memory: inout MutableSpan<Double>) {
    self.base = base
    self.width = width
    for index in base..<base + width { memory[index] = .nan }
  }

  func peek(_ value: Double, _ memory: Span<Double>) -> Double {
    position + 1 < width ? memory[base + position + 1] + (prefix + value) : prefix + value
  }

  mutating func next(_ value: Double, _ memory: inout MutableSpan<Double>) -> Double {
    memory[base + position] = value
    prefix += value
    position += 1
    if position < width { return memory[base + position] + prefix }
    let sum = prefix
    for index in stride(from: base + width - 2, through: base, by: -1) { memory[index] += memory[index + 1] }
    position = 0
    prefix = 0
    return sum
  }
}
