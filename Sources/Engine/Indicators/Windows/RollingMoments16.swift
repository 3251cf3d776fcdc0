/// Sixteen `RollingMoments` side by side: lane for lane the same operations in the same order.
///
/// The window lies in `2 * width` rows of the scratch from `base` on.
struct RollingMoments16 {
  typealias Lanes = SIMD16<Double>

  struct Spread {
    let mean, distance, scatter: Lanes

    @inline(__always) init(of value: Lanes, anchor: Lanes, sum: Lanes, squares: Lanes, share: Lanes) {
      let part = sum * share
      mean = anchor + part
      distance = (value - anchor) - part
      let raw = squares - sum * part
      scatter = raw.replacing(with: 0, where: raw .< 0)
    }
  }

  private let base: Int
  private let width: Int
  private let share: Lanes
  private var anchor = Lanes(repeating: .nan)
  private var prefixSum = Lanes(repeating: 0)
  private var prefixSquares = Lanes(repeating: 0)
  private var position = 0

  static func rowCount(width: Int) -> Int { 2 * width }

  @inline(__always) init(at base: Int, width: Int, _ scratch: inout MutableSpan<Lanes>) {
    self.base = base
    self.width = width
    share = Lanes(repeating: 1 / Double(width))
    for row in base..<base + 2 * width { scratch[row] = Lanes(repeating: .nan) }
  }

  @inline(__always) mutating func next(_ value: Lanes, _ scratch: inout MutableSpan<Lanes>) -> Spread {
    scratch[base + position] = value
    position += 1
    if position == width { return endBlock(value, &scratch) }
    let deviation = value - anchor
    prefixSum += deviation
    prefixSquares += deviation * deviation
    return Spread(
      of: value, anchor: anchor, sum: scratch[base + position] + prefixSum,
      squares: scratch[base + width + position] + prefixSquares, share: share)
  }

  /// The complete block's own sums, forwards, which the stream has at hand; and the suffix sums for the next one.
  @inline(__always) private mutating func endBlock(_ value: Lanes, _ scratch: inout MutableSpan<Lanes>) -> Spread {
    let first = scratch[base]
    var sum = Lanes(repeating: 0)
    var squares = Lanes(repeating: 0)
    for row in base..<base + width {
      let deviation = scratch[row] - first
      sum += deviation
      squares += deviation * deviation
    }
    var suffixSum = Lanes(repeating: 0)
    var suffixSquares = Lanes(repeating: 0)
    for row in stride(from: base + width - 1, through: base, by: -1) {
      let deviation = scratch[row] - value
      suffixSum += deviation
      suffixSquares += deviation * deviation
      scratch[row] = suffixSum
      scratch[row + width] = suffixSquares
    }
    anchor = value
    prefixSum = Lanes(repeating: 0)
    prefixSquares = Lanes(repeating: 0)
    position = 0
    return Spread(of: value, anchor: first, sum: sum, squares: squares, share: share)
  }
}
