import TickmarkFrames

/// Which of so many values each request is for: all alike, or by Zipf's law with exponent 1, the first the most wanted.
struct RequestOrder {
  private let seed: UInt64
  private let values: Int
  /// Sums of 1/1 + … + 1/n over their total; empty where all are alike.
  private var shares: [Double] = []

  init(values: Int, seed: UInt64, isZipf: Bool) {
    (self.values, self.seed) = (values, seed)
    guard isZipf else { return }
    var sum = 0.0
    for rank in 1...values {
      sum += 1 / Double(rank)
      shares.append(sum)
    }
    for index in shares.indices { shares[index] /= sum }
  }

  subscript(request: Int) -> Int {
    let unit = SplitMix.unit(seed: seed, request)
    guard !shares.isEmpty else { return Int(unit * Double(values)) }
    var (low, high) = (0, values - 1)
    while low < high {
      let middle = (low + high) / 2
      if shares[middle] <= unit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
