public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory

extension FactorScores {
  /// Day by day, factor by factor, asset by asset: the reference.
  public static var scalar: Variant<Body> {
    Variant("scalar") { input, workspace in
      workspace.check(input)
      for day in 0..<input.days {
        var sums = [Double](repeating: 0, count: input.assets)
        for (factor, weight) in zip(input.factors, input.weights) {
          let scores = zScores((0..<input.assets).map { Double(factor[day, $0]) }, input.winsorising)
          for asset in sums.indices { sums[asset] += weight * scores[asset] }
        }
        let ranks = ranks(of: sums)
        for asset in sums.indices {
          workspace.scores[day, asset] = sums[asset]
          workspace.ranks[day, asset] = ranks[asset]
        }
      }
    }
  }

  private static func zScores(_ values: [Double], _ winsorising: Winsorising) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    guard let lowest = sorted.first, let highest = sorted.last else { return values.map { _ in .nan } }
    let limits = winsorising.limits(count: sorted.count, value: { sorted[$0] }) { median in
      let distances = sorted.map { abs($0 - median) }.sorted()
      let half = Double(sorted.count - 1) * 0.5
      let below = distances[Int(half)]
      return below + (half - half.rounded(.down)) * (distances[min(Int(half) + 1, sorted.count - 1)] - below)
    }
    func limited(_ value: Double) -> Double { min(max(value, limits.low), limits.high) }
    let count = Double(sorted.count)
    let mean = sum(values) { limited($0) } / count
    let variance =
      sum(values) { value in
        let distance = limited(value) - mean
        return distance * distance
      } / count
    let isFlat = limited(lowest) == limited(highest)
    return values.map { value in
      guard value.isFinite else { return .nan }
      return isFlat ? 0 : (limited(value) - mean) / variance.squareRoot()
    }
  }

  /// Over the finite values, by lanes and then in halves.
  private static func sum(_ values: [Double], of term: (Double) -> Double) -> Double {
    var sums = [Double](repeating: 0, count: 16)
    for (asset, value) in values.enumerated() where value.isFinite { sums[asset % 16] += term(value) }
    for half in [8, 4, 2, 1] {
      for lane in 0..<half { sums[lane] += sums[lane + half] }
    }
    return sums[0]
  }

  private static func ranks(of scores: [Double]) -> [Double] {
    let order = scores.indices.filter { !scores[$0].isNaN }.sorted { scores[$0] < scores[$1] }
    var ranks = [Double](repeating: .nan, count: scores.count)
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, scores[order[last + 1]] == scores[order[first]] { last += 1 }
      for place in first...last { ranks[order[place]] = Double(first + last + 2) / 2 }
      first = last + 1
    }
    return ranks
  }
}
