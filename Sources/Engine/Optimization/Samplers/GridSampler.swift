/// Every point of a countable space once, in an order that the seed shuffles.
public struct GridSampler: Sampler {
  public var name: String { "grid" }
  private let space: SearchSpace
  private let order: Shuffle

  /// - Throws: `.notCountable`.
  public init(_ space: SearchSpace, seed: UInt64) throws(OptimizationError) {
    guard let points = space.points else { throw .notCountable(sampler: "grid") }
    self.space = space
    order = Shuffle(count: points, seed: seed)
  }

  public var points: Int { order.count }

  public func point(of trial: Int, history: TrialHistory) -> Point? {
    trial < order.count ? space.point(at: order[trial]) : nil
  }
}

/// A permutation of `0..<count` that is computed, not stored: a Feistel network over the next even power of two, walked
/// until it lands inside.
///
/// - Complexity: O(1) on average, below four rounds of the network an index.
/// - Source: J. Black, P. Rogaway, "Ciphers with arbitrary finite domains" (2002).
struct Shuffle: Sendable {
  let count: Int
  private let halfBits: Int
  private let keys: [UInt64]

  init(count: Int, seed: UInt64) {
    precondition(count >= 1, "something is shuffled")
    self.count = count
    let bits = max(2, Int.bitWidth - (count - 1).leadingZeroBitCount)
    halfBits = (bits + 1) / 2
    var random = TrialRandom(seed: seed, trial: -1)
    keys = (0..<4).map { _ in random.next() }
  }

  subscript(index: Int) -> Int {
    var place = UInt64(index)
    repeat { place = network(place) } while place >= UInt64(count)
    return Int(place)
  }

  private func network(_ place: UInt64) -> UInt64 {
    let mask = (UInt64(1) << UInt64(halfBits)) - 1
    var (left, right) = (place >> UInt64(halfBits), place & mask)
    for key in keys {
      var random = TrialRandom(seed: key, trial: Int(right))
      (left, right) = (right, left ^ (random.next() & mask))
    }
    return left << UInt64(halfBits) | right
  }
}
