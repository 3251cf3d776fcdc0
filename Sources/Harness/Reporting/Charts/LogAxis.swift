import Glibc

/// A logarithmic axis from `lower` to `upper`, drawn between two pixel positions.
struct LogAxis {
  let lower: Double
  let upper: Double
  let start: Double
  let end: Double

  /// Whether a logarithmic picture can show the value: positive, and far from where doubles end.
  static func canShow(_ value: Double) -> Bool { value > 1e-100 && value < 1e100 }

  /// An axis around the values with a little air on both sides; nil where it can show none of them.
  init?(around values: [Double], including needed: [Double] = [], start: Double, end: Double) {
    let usable = (values + needed).filter(Self.canShow)
    guard values.contains(where: Self.canShow), let least = usable.min(), let most = usable.max() else { return nil }
    let air = max(log(most / least) * 0.06, 0.002)
    lower = least * exp(-air)
    upper = most * exp(air)
    self.start = start
    self.end = end
  }

  func position(_ value: Double) -> Double {
    start + log(value / lower) / log(upper / lower) * (end - start)
  }

  func contains(_ value: Double) -> Bool { value >= lower && value <= upper }

  /// Round positions at least `spacing` pixels apart, as many as fit up to `limit`.
  func ticks(spacing: Double, limit: Int = 7) -> [Double] {
    var best: [Double] = []
    for candidate in candidates() where candidate.count > best.count && candidate.count <= limit {
      let positions = candidate.map(position)
      let gaps = zip(positions, positions.dropFirst()).map { abs($0 - $1) }
      if gaps.allSatisfy({ $0 >= spacing }) { best = candidate }
    }
    return best
  }

  /// Ones-twos-fives, ones-threes, doublings, decades and wider, then even steps: a logarithmic axis that spans little is read like an even one.
  private func candidates() -> [[Double]] {
    let decades = Int(floor(log10(lower)))...Int(floor(log10(upper)))
    var sets = [decades.flatMap { decade in [1.0, 2, 5].map { $0 * power(decade) } }]
    sets.append(decades.flatMap { decade in [1.0, 3].map { $0 * power(decade) } })
    let doublings = Int(floor(log2(lower)))...Int(floor(log2(upper)))
    for stride in [1, 2] { sets.append(doublings.filter { $0 % stride == 0 }.map { pow(2, Double($0)) }) }
    for stride in [1, 2, 3, 6] { sets.append(decades.filter { $0 % stride == 0 }.map(power)) }
    // Four decades below the axis' own, for one that spans a thousandth; its end may lie anywhere.
    for exponent in min(-4, decades.upperBound - 4)...decades.upperBound {
      for digit in [1.0, 2, 5] {
        let step = digit * power(exponent)
        let count = (upper / step).rounded(.down) - (lower / step).rounded(.up)
        guard count >= 1, count <= 12 else { continue }
        let first = (lower / step).rounded(.up)
        sets.append((0...Int(count)).map { (first + Double($0)) * step })
      }
    }
    return sets.map { $0.filter(contains) }
  }

  private func power(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
}
