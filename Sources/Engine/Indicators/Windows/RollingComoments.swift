/// How the last `width` pairs scatter together: `RollingMoments` of two series at once.
///
///     xx = Σ(x − mean of x)²      yy = Σ(y − mean of y)²      xy = Σ(x − mean of x)(y − mean of y)
///
/// A value of x is missing where its y is.
struct RollingComoments: Sendable {
  struct Scatter {
    let xx, yy, xy: Double

    init(_ sums: DeviationSums, share: Double) {
      let (partX, partY) = (sums.x * share, sums.y * share)
      let (rawX, rawY) = (sums.xx - sums.x * partX, sums.yy - sums.y * partY)
      xx = rawX < 0 ? 0 : rawX
      yy = rawY < 0 ? 0 : rawY
      xy = sums.xy - sums.x * partY
    }
  }

  struct DeviationSums {
    var x = 0.0
    var y = 0.0
    var xx = 0.0
    var yy = 0.0
    var xy = 0.0

    mutating func add(_ deviationX: Double, _ deviationY: Double) {
      x += deviationX
      y += deviationY
      xx += deviationX * deviationX
      yy += deviationY * deviationY
      xy += deviationX * deviationY
    }
  }

  private let width: Int
  private let share: Double
  private var anchor = (x: Double.nan, y: Double.nan)
  private var prefix = DeviationSums()
  private var first = (x: Double.nan, y: Double.nan)
  private var block = DeviationSums()
  private var position = 0

  static func memoryCount(width: Int) -> Int { 5 * width }

  init(width: Int, _ memory: inout MutableSpan<Double>) {
    self.width = width
    share = 1 / Double(width)
    for index in 0..<5 * width { memory[index] = .nan }
  }

  func peek(_ x: Double, _ y: Double, _ memory: Span<Double>) -> Scatter {
    var copy = self
    copy.take(x, y)
    return copy.position < width ? copy.partial(memory) : Scatter(copy.block, share: share)
  }

  mutating func next(_ x: Double, _ y: Double, _ memory: inout MutableSpan<Double>) -> Scatter {
    memory[position] = x
    memory[position + width] = y
    take(x, y)
    guard position == width else { return partial(memory.span) }
    let scatter = Scatter(block, share: share)
    var suffix = DeviationSums()
    for index in stride(from: width - 1, through: 0, by: -1) {
      suffix.add(memory[index] - x, memory[index + width] - y)
      memory[index] = suffix.x
      memory[index + width] = suffix.y
      memory[index + 2 * width] = suffix.xx
      memory[index + 3 * width] = suffix.yy
      memory[index + 4 * width] = suffix.xy
    }
    anchor = (x, y)
    prefix = DeviationSums()
    block = DeviationSums()
    position = 0
    return scatter
  }

  private mutating func take(_ x: Double, _ y: Double) {
    if position == 0 { first = (x, y) }
    prefix.add(x - anchor.x, y - anchor.y)
    block.add(x - first.x, y - first.y)
    position += 1
  }

  private func partial(_ memory: Span<Double>) -> Scatter {
    let sums = DeviationSums(
      x: memory[position] + prefix.x, y: memory[position + width] + prefix.y,
      xx: memory[position + 2 * width] + prefix.xx, yy: memory[position + 3 * width] + prefix.yy,
      xy: memory[position + 4 * width] + prefix.xy)
    return Scatter(sums, share: share)
  }
}
