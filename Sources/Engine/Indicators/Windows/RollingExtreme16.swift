/// Sixteen `RollingExtreme`s side by side: lane for lane the same comparisons in the same order.
///
/// The block lies in `width` rows of the scratch from `base` on.
struct RollingExtreme16 {
  typealias Lanes = SIMD16<Double>

  private let isHighest: Bool
  private let base: Int
  private let width: Int
  private var prefix = Lanes(repeating: 0)
  private var position = 0

  @inline(__always) init(highest isHighest: Bool, at base: Int, width: Int, _ scratch: inout MutableSpan<Lanes>) {
    self.isHighest = isHighest
    self.base = base
    self.width = width
    for row in base..<base + width { scratch[row] = Lanes(repeating: .nan) }
  }

  @inline(__always) mutating func next(_ value: Lanes, _ scratch: inout MutableSpan<Lanes>) -> Lanes {
    scratch[base + position] = value
    prefix = position == 0 ? value : further(prefix, value)
    position += 1
    if position < width { return further(scratch[base + position], prefix) }
    var suffix = value
    for row in stride(from: base + width - 2, through: base, by: -1) {
      suffix = further(suffix, scratch[row])
      scratch[row] = suffix
    }
    position = 0
    return prefix
  }

  @inline(__always) private func further(_ first: Lanes, _ second: Lanes) -> Lanes {
    let wins = isHighest ? first .> second : first .< second
    return second.replacing(with: first, where: wins .| (first .!= first))
  }
}
