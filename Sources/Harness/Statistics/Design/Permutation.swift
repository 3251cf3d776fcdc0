/// Orders in which the items of a round are visited.
///
/// - Source: R. Fisher and F. Yates (1938), in the form of R. Durstenfeld (1964), for the shuffle; E. J. Williams,
///   "Experimental designs balanced for the estimation of residual effects of treatments" (1949), for the balance.
public enum Permutation {
  /// One of the `count!` orders of `0..<count`, each equally likely.
  ///
  /// - Complexity: O(`count`).
  /// - Precondition: `count ≥ 0`.
  public static func shuffled(count: Int, using source: inout some RandomNumberGenerator) -> [Int] {
    precondition(count >= 0, "a count cannot be negative")
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, Int.random(in: 0...last, using: &source))
    }
    return order
  }

  /// An order of `0..<items` for each round, such that no item is favoured by its position.
  ///
  /// Over all rounds each item stands in each position ⌊rounds / items⌋ or ⌈rounds / items⌉ times. Over `items`
  /// consecutive rounds from the start of a block (twice as many where `items` is odd) each item also follows each
  /// other one equally often within the round, so what one item leaves in the caches falls on all others alike.
  /// Each single round is a uniformly random order.
  ///
  /// A block is a Williams square (rows are shifts of `0, 1, n−1, 2, n−2, …`) with its items renamed at random and its
  /// rows shuffled. An odd number of items needs the mirrored square as well, with the same names, as the next block.
  ///
  /// - Edge cases: no rounds give an empty list; one item gives `[0]` every round.
  /// - Complexity: O(`items` · `rounds`).
  /// - Precondition: `items ≥ 1` and `rounds ≥ 0`.
  public static func balanced(
    items: Int, rounds: Int, using source: inout some RandomNumberGenerator
  ) -> [[Int]] {
    precondition(items >= 1, "a round needs at least one item")
    precondition(rounds >= 0, "a number of rounds cannot be negative")
    let zigzag = (0..<items).map { $0 % 2 == 1 ? ($0 + 1) / 2 : (items - $0 / 2) % items }
    var orders: [[Int]] = []
    orders.reserveCapacity(rounds)
    var names: [Int] = []
    var block = 0
    while orders.count < rounds {
      let mirrored = items % 2 == 1 && block % 2 == 1
      if !mirrored { names = shuffled(count: items, using: &source) }
      for shift in shuffled(count: items, using: &source).prefix(rounds - orders.count) {
        let row = zigzag.map { names[($0 + shift) % items] }
        orders.append(mirrored ? row.reversed() : row)
      }
      block += 1
    }
    return orders
  }
}
