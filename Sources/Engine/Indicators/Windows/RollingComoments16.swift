/// Sixteen `RollingComoments` side by side: lane for lane the same operations in the same order.
///
/// The window lies in `5 * width` rows of the scratch from `base` on.
struct RollingComoments16 {
  typealias Lanes = SIMD16<Double>

  struct Scatter {
    let xx, yy, xy: Lanes

    @inline(__always) init(_ sums: DeviationSums, share: Lanes) {
      let partX = sums.x * share
      let partY = sums.y * share
      let rawX = sums.xx - sums.x * partX
      let rawY = sums.yy - sums.y * partY
      xx = rawX.replacing(with: 0, where: rawX .< 0)
      yy = rawY.replacing(with: 0, where: rawY .< 0)
      xy = sums.xy - sums.x * partY
    }
  }

  struct DeviationSums {
    var x = Lanes(repeating: 0)
    var y = Lanes(repeating: 0)
    var xx = Lanes(repeating: 0)
    var yy = Lanes(repeating: 0)
    var xy = Lanes(repeating: 0)

    @inline(__always) mutating func add(_ deviationX: Lanes, _ deviationY: Lanes) {
      x += deviationX
      y += deviationY
      xx += deviationX * deviationX
      yy += deviationY * deviationY
      xy += deviationX * deviationY
    }
  }

  private let base: Int
  private let width: Int
  private let share: Lanes
  private var anchorX = Lanes(repeating: .nan)
  private var anchorY = Lanes(repeating: .nan)
  private var prefix = DeviationSums()
  private var position = 0

  static func rowCount(width: Int) -> Int { 5 * width }

  @inline(__always) init(at base: Int, width: Int, _ scratch: inout MutableSpan<Lanes>) {
    self.base = base
    self.width = width
    share = Lanes(repeating: 1 / Double(width))
    for row in base..<base + 5 * width { scratch[row] = Lanes(repeating: .nan) }
  }

  @inline(__always) mutating func next(_ x: Lanes, _ y: Lanes, _ scratch: inout MutableSpan<Lanes>) -> Scatter {
    scratch[base + position] = x
    scratch[base + width + position] = y
    position += 1
    if position == width { return endBlock(x, y, &scratch) }
    prefix.add(x - anchorX, y - anchorY)
    var sums = DeviationSums()
    sums.x = scratch[base + position] + prefix.x
    sums.y = scratch[base + width + position] + prefix.y
    sums.xx = scratch[base + 2 * width + position] + prefix.xx
    sums.yy = scratch[base + 3 * width + position] + prefix.yy
    sums.xy = scratch[base + 4 * width + position] + prefix.xy
    return Scatter(sums, share: share)
  }

  /// The complete block's own sums, forwards, which the stream has at hand; and the suffix sums for the next one.
  @inline(__always) private mutating func endBlock(
    _ x: Lanes, _ y: Lanes, _ scratch: inout MutableSpan<Lanes>
  ) -> Scatter {
    let firstX = scratch[base]
    let firstY = scratch[base + width]
    var block = DeviationSums()
    for row in base..<base + width { block.add(scratch[row] - firstX, scratch[row + width] - firstY) }
    var suffix = DeviationSums()
    for row in stride(from: base + width - 1, through: base, by: -1) {
      suffix.add(scratch[row] - x, scratch[row + width] - y)
      scratch[row] = suffix.x
      scratch[row + width] = suffix.y
      scratch[row + 2 * width] = suffix.xx
      scratch[row + 3 * width] = suffix.yy
      scratch[row + 4 * width] = suffix.xy
    }
    anchorX = x
    anchorY = y
    prefix = DeviationSums()
    position = 0
    return Scatter(block, share: share)
  }
}
