/// Sixteen `RollingExtreme`s side by side: lane for lane the same comparisons in the same order.
///
/// The block lies in `width` rows of the scratch from `base` on. `gaps: false` promises that no value is NaN: a step is
/// then one instruction.
struct RollingExtreme16 {
  typealias Lanes = SIMD16<Double>

  private let isHighest: Bool
  private let base: Int
  private let width: Int
  private var prefix = Lanes(repeating: 0)
  private var position = 0
  private var isWarming = true

  @inline(__always) init(highest isHighest: Bool, at base: Int, width: Int) {
    self.isHighest = isHighest
    self.base = base
    self.width = width
  }

  @_transparent mutating func next(
    _ value: Lanes, gaps: Bool, _ scratch: inout MutableSpan<Lanes>
  ) -> Lanes {
    scratch[base + position] = value
    prefix = position == 0 ? value : further(prefix, value, gaps: gaps)
    position += 1
    guard position == width else {
      if isWarming { return Lanes(repeating: .nan) }
      return further(scratch[base + position], prefix, gaps: gaps)
    }
    var suffix = value
    var row = base + width - 1
    while row > base {  // the iterator of a stride would be called, and `suffix` kept in memory
      row -= 1
      suffix = further(suffix, scratch[row], gaps: gaps)
      scratch[row] = suffix
    }
    position = 0
    isWarming = false
    return prefix
  }

  @_transparent private func further(_ first: Lanes, _ second: Lanes, gaps: Bool) -> Lanes {
    let wins = isHighest ? first .> second : first .< second
    return second.replacing(with: first, where: gaps ? wins .| (first .!= first) : wins)
  }
}
