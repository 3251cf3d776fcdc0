import Synchronization

/// How great the greatest distance of a scan becomes by chance: over random orders of the same ranks.
///
/// Ranks without ties are the same numbers for every series of a length, so one draw serves them all. Up to 64 values each
/// length has a draw of its own; above it lengths share one with the next step of √2 upward, where the greatest distance is
/// a little greater, so that sharing can only make a change count less.
///
/// - Complexity: O(permutations · `n` log `n`) for the first series of a length, nothing after it.
final class ScanNull: Sendable {
  private let minimum: Int
  private let permutations: Int
  private let seed: UInt64
  private let draws = Mutex<[Int: Draw]>([:])

  /// - Parameter level: the smallest chance that has to be told from a smaller one: one more draw than twice its inverse
  ///   shows it as two of them.
  init(minimum: Int, level: Double, seed: UInt64) {
    self.minimum = minimum
    permutations = min(max(Int((2 / level).rounded(.up)) - 1, 1_999), 19_999)
    self.seed = seed
  }

  /// The share of orders, the one at hand among them, whose greatest distance is at least as great.
  func pValue(of distance: Double, count: Int) -> Double {
    let distances = distances(for: Self.shared(count))
    let atLeast = distances.count { $0 >= distance }
    return Double(1 + atLeast) / Double(1 + distances.count)
  }

  /// The length whose draw serves a length.
  private static func shared(_ count: Int) -> Int {
    guard count > 64 else { return count }
    var length = 64.0
    while length < Double(count) { length *= 2.0.squareRoot() }
    return Int(length.rounded(.up))
  }

  private func distances(for count: Int) -> [Double] {
    let draw = draws.withLock { draws in
      if let known = draws[count] { return known }
      let new = Draw()
      draws[count] = new
      return new
    }
    // Whoever comes second waits for the first; other lengths are drawn meanwhile.
    return draw.distances.withLock { distances in
      if let distances { return distances }
      let drawn = drawn(count)
      distances = drawn
      return drawn
    }
  }

  private func drawn(_ count: Int) -> [Double] {
    let scan = EnergyScan(count: count, minimum: minimum)
    var random = SplitMix64(seed: seed &+ UInt64(count))
    var bins = scan.bins(of: Array(0..<count))
    return (0..<permutations).map { _ in
      bins.shuffle(using: &random)
      return scan.peak(bins).distance
    }
  }

  /// The distances of one length, once they are known.
  private final class Draw: Sendable {
    let distances = Mutex<[Double]?>(nil)
  }
}
