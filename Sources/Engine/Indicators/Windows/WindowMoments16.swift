import CTickmarkVector

/// Sixteen `WindowMoments` side by side: lane for lane the same operations in the same order.
///
/// `gaps: false` promises that no value is a gap: the counts are then known, and the masks fall away. The results have
/// the same bits either way. Uses `4 * width` rows of the scratch: values, counts, sums and sums of squares.
struct WindowMoments16 {
  typealias Lanes = SIMD16<Double>

  private let base: Int
  private let width: Int
  private var count = Lanes(repeating: 0)
  private var sum = Lanes(repeating: 0)
  private var squares = Lanes(repeating: 0)
  private var anchor: Lanes
  private var prefixCount = Lanes(repeating: 0)
  private var prefixSum = Lanes(repeating: 0)
  private var prefixSquares = Lanes(repeating: 0)
  private var position = 0
  private var rows = 0

  @inline(__always) init(at base: Int, width: Int, anchor: Lanes, _ scratch: inout MutableSpan<SIMD16<Double>>) {
    self.base = base
    self.width = width
    self.anchor = anchor
    for row in base..<base + 4 * width { scratch[row] = Lanes(repeating: 0) }
  }

  /// - Parameter value: NaN where the lane has a gap; never infinite.
  @inline(__always) mutating func next(_ value: Lanes, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>) {
    scratch[base + position] = value
    var deviation = value - anchor
    if gaps {
      let missing = value .!= value
      deviation.replace(with: 0, where: missing)
      prefixCount += Lanes(repeating: 1).replacing(with: 0, where: missing)
    }
    prefixSum += deviation
    prefixSquares += deviation * deviation
    position += 1
    rows += 1
    if position == width { return endBlock(gaps: gaps, &scratch) }
    if gaps { count = scratch[base + width + position] + prefixCount }
    sum = scratch[base + 2 * width + position] + prefixSum
    squares = scratch[base + 3 * width + position] + prefixSquares
  }

  @inline(__always) private mutating func endBlock(gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>) {
    if gaps {
      for row in base..<base + width { anchor.replace(with: scratch[row], where: scratch[row] .== scratch[row]) }
    } else {
      anchor = scratch[base + width - 1]
    }
    count = Lanes(repeating: 0)
    sum = Lanes(repeating: 0)
    squares = Lanes(repeating: 0)
    for row in stride(from: base + width - 1, through: base, by: -1) {
      let value = scratch[row]
      var deviation = value - anchor
      if gaps {
        let missing = value .!= value
        deviation.replace(with: 0, where: missing)
        count += Lanes(repeating: 1).replacing(with: 0, where: missing)
        scratch[row + width] = count
      }
      sum += deviation
      squares += deviation * deviation
      scratch[row + 2 * width] = sum
      scratch[row + 3 * width] = squares
    }
    prefixCount = Lanes(repeating: 0)
    prefixSum = Lanes(repeating: 0)
    prefixSquares = Lanes(repeating: 0)
    position = 0
  }

  @inline(__always) func mean(gaps: Bool) -> Lanes {
    guard gaps else { return anchor + sum * Lanes(repeating: 1 / Double(min(rows, width))) }
    return (anchor + sum * (1 / count)).replacing(with: .nan, where: count .== 0)
  }

  @inline(__always) func deviation(gaps: Bool) -> Lanes {
    let scatter = squares - sum * (sum * Lanes(repeating: 1 / Double(width)))
    let variance = scatter.replacing(with: 0, where: scatter .< 0) * Lanes(repeating: 1 / Double(width - 1))
    return whereFull(tickmark_square_root16(variance), gaps: gaps)
  }

  /// The lanes whose window is full; NaN where a value is missing.
  @inline(__always) func whereFull(_ lanes: Lanes, gaps: Bool) -> Lanes {
    guard gaps else { return rows >= width ? lanes : Lanes(repeating: .nan) }
    return lanes.replacing(with: .nan, where: count .!= Lanes(repeating: Double(width)))
  }
}
