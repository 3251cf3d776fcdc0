/// Divides keys among variants in proportion to weights, the same in every process and on every machine.
///
///     bucket = (hash(bucketing value) · total weight) >> 32;   variant = the first whose running sum of weights exceeds it
///
/// A key stays with the first variant while that one's weight grows and the total stays.
///
/// - Source: flagd's high-precision fractional bucketing (github.com/open-feature/flagd, pull request 1909, 2026); the
///   bucketing value is the flag's key followed by the targeting key where nothing else is said.
struct Fractional: Sendable, Equatable {
  /// In the order of the file; nil is the flag's default variant.
  let variants: [String?]
  /// Running sums of the weights.
  let bounds: [UInt32]

  /// - Precondition: as many weights as variants, and a sum from 1 to `Int32.max`.
  init(_ shares: [(variant: String?, weight: UInt32)]) {
    variants = shares.map(\.variant)
    var sum: UInt32 = 0
    bounds = shares.map {
      sum += $0.weight
      return sum
    }
    precondition(sum >= 1 && sum <= UInt32(Int32.max), "a total weight that 32 bits can divide")
  }

  /// The index of the variant.
  func index(of hash: UInt32) -> Int {
    guard let total = bounds.last else { return 0 }
    let bucket = UInt32((UInt64(hash) * UInt64(total)) >> 32)
    var index = 0
    while index < bounds.count - 1, bounds[index] <= bucket { index += 1 }
    return index
  }
}
