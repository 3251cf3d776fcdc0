/// Sixteen `RollingWeightedSum`s side by side: lane for lane the same operations in the same order.
///
/// The block lies in `width` rows of the scratch from `base` on.
struct RollingWeightedSum16 {
  typealias Lanes = SIMD16<Double>

  private let base: Int
  private let width: Int
  private var prefix = Lanes(repeating: 0)
  private var weighted = Lanes(repeating: 0)
  private var position = 0

  @inline(__always) init(at base: Int, width: Int, _ scratch: inout MutableSpan<Lanes>) {
    self.base = base
    self.width = width
    for row in base..<base + width { scratch[row] = Lanes(repeating: .nan) }
  }

  @inline(__always) mutating func next(_ value: Lanes, _ scratch: inout MutableSpan<Lanes>) -> Lanes {
    scratch[base + position] = value
    position += 1
    prefix += value
    weighted += Lanes(repeating: Double(position)) * value
    if position < width {
      return scratch[base + position] + (Lanes(repeating: Double(width - position)) * prefix + weighted)
    }
    let sum = weighted
    var suffix = Lanes(repeating: 0)
    var older = Lanes(repeating: 0)
    for row in stride(from: base + width - 1, to: base, by: -1) {
      suffix += scratch[row]
      older += suffix
      scratch[row] = older
    }
    position = 0
    prefix = Lanes(repeating: 0)
    weighted = Lanes(repeating: 0)
    return sum
  }
}
