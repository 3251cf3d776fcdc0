/// How much of the differences between trials goes with each parameter alone.
///
///     ε² = max(0, (between − (k − 1) · within / (n − k)) / total)
///
/// The sums of squares are those of the trials' ranks, in `k` groups of the parameter's values: the values themselves where
/// they are few, else tenths of the trials. Without the correction a parameter that does nothing would have (k − 1) / (n − 1).
/// What only several parameters together do belongs to none of them.
///
/// - Shape: one number from 0 to 1 a parameter.
/// - Gaps: failed trials are left out; nil below 20 trials, or where all values are equal.
/// - Complexity: O(`n` log `n`) a parameter.
/// - Source: T. L. Kelley, "An unbiased correlation ratio measure" (1935).
public enum ParameterImportance {
  private static let fewestTrials = 20
  private static let groups = 10

  /// - Precondition: a loss a point, each with `dimensions` values.
  public static func shares(of points: [Point], losses: [Double], dimensions: Int) -> [Double]? {
    precondition(points.count == losses.count, "a loss a point")
    guard points.count >= fewestTrials else { return nil }
    let ranks = ranks(of: losses)
    let mean = ranks.reduce(0, +) / Double(ranks.count)
    let total = ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard total > 0 else { return nil }
    return (0..<dimensions).map { dimension in
      share(of: groups(of: points.map { $0.values[dimension] }), ranks, mean, total)
    }
  }

  private static func share(of groups: [Int], _ ranks: [Double], _ mean: Double, _ total: Double) -> Double {
    let count = (groups.max() ?? 0) + 1
    guard count > 1, ranks.count > count else { return 0 }
    var sums = [Double](repeating: 0, count: count)
    var sizes = [Double](repeating: 0, count: count)
    for (group, rank) in zip(groups, ranks) {
      sums[group] += rank
      sizes[group] += 1
    }
    var between = 0.0
    for (sum, size) in zip(sums, sizes) where size > 0 { between += size * (sum / size - mean) * (sum / size - mean) }
    let filled = sizes.count { $0 > 0 }
    let within = (total - between) / Double(ranks.count - filled)
    return max(0, (between - Double(filled - 1) * within) / total)
  }

  /// The group of each value: by itself where there are few different ones, else by tenths.
  private static func groups(of values: [Double]) -> [Int] {
    let different = Set(values).sorted()
    if different.count <= groups {
      let places = Dictionary(uniqueKeysWithValues: different.enumerated().map { ($1, $0) })
      return values.map { places[$0] ?? 0 }
    }
    let ranks = ranks(of: values)
    return ranks.map { min(groups - 1, Int($0 / Double(values.count) * Double(groups))) }
  }

  /// From 0 on; equal values have the mean of theirs.
  private static func ranks(of values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 }
      start = end + 1
    }
    return ranks
  }
}
