/// Sixteen `WindowSum`s side by side: lane for lane the same additions in the same order.
///
/// The block lies in `width` rows of the scratch from `base` on, each set to the warm-up value beforehand. `RollingSum`
/// is its scalar counterpart where the width is known at run time only.
struct WindowSum16 {
  private let base: Int
  private let width: Int
  private var prefix = SIMD16<Double>(repeating: 0)
  private var position = 0

  @inline(__always) init(at base: Int, width: Int, before: Double, _ scratch: inout MutableSpan<SIMD16<Double>>) {
    self.base = base
    self.width = width
    for row in base..<base + width { scratch[row] = SIMD16(repeating: before) }
  }

  @inline(__always) mutating func next(_ value: SIMD16<Double>, _ scratch: inout MutableSpan<SIMD16<Double>>) -> SIMD16<
    Double
  > {
    scratch[base + position] = value
    prefix += value
    position += 1
    if position < width { return scratch[base + position] + prefix }
    let sum = prefix
    var suffix = value
    for row in stride(from: base + width - 2, through: base, by: -1) {
      suffix = scratch[row] + suffix
      scratch[row] = suffix
    }
    position = 0
    prefix = SIMD16(repeating: 0)
    return sum
  }
}

/// Sixteen `WindowMean`s side by side; `gaps: false` promises that no value is NaN, so that the counts are known.
///
/// Uses `2 * width` rows of the scratch.
struct WindowMean16 {
  private var sum: WindowSum16
  private var count: WindowSum16
  private let width: Double
  private var rows = 0.0

  @inline(__always) init(at base: Int, width: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
    sum = WindowSum16(at: base, width: width, before: 0, &scratch)
    count = WindowSum16(at: base + width, width: width, before: 0, &scratch)
    self.width = Double(width)
  }

  @inline(__always) mutating func next(
    _ value: SIMD16<Double>, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
  ) -> SIMD16<Double> {
    guard gaps else {
      rows = min(rows + 1, width)
      return sum.next(value, &scratch) * SIMD16(repeating: 1 / rows)
    }
    let missing = value .!= value
    let total = sum.next(value.replacing(with: 0, where: missing), &scratch)
    let valid = count.next(SIMD16(repeating: 1).replacing(with: 0, where: missing), &scratch)
    return (total * (1 / valid)).replacing(with: .nan, where: valid .== 0)
  }
}
