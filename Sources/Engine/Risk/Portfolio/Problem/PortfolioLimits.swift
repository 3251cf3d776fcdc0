/// What a portfolio's weights may be, beside summing to 1.
public struct PortfolioLimits: Sendable {
  public let lower: [Double]
  public let upper: [Double]
  public let groups: [GroupLimit]
  let rows: LimitRows
  /// Weights that satisfy everything, all but a few of them at a bound.
  let start: FeasibleStart

  public var assets: Int { lower.count }

  /// By how much sums of bounds may miss 1: ten caps of 0.1 sum to 0.9999999999999999.
  static let tolerance = 1e-12

  /// - Throws: where a number is not finite, bounds cross, a group names no asset that is there, or no weights satisfy everything: the
  ///   error names the constraint.
  /// - Complexity: O(n) without groups; with g groups some g simplex steps of O(n·g)
  public init(lower: [Double], upper: [Double], groups: [GroupLimit] = []) throws(PortfolioError) {
    guard !lower.isEmpty else { throw .noAssets }
    guard lower.count == upper.count else {
      throw .mismatched("upper bounds", count: upper.count, expected: lower.count)
    }
    try Self.checkBounds(lower, upper)
    for group in groups { try Self.check(group, lower, upper) }
    var rows = LimitRows(budgetOf: lower.count)
    for group in groups {
      var factors = [Double](repeating: 0, count: lower.count)
      for member in group.members { factors[member] = 1 }
      rows.append("group '\(group.name)'", factors, lower: group.lower, upper: group.upper)
    }
    self.lower = lower
    self.upper = upper
    self.groups = groups
    self.rows = rows
    start = try FeasibleStart(lower: lower, upper: upper, rows: rows)
  }

  /// The same bounds for every asset.
  ///
  /// - Throws: as the other
  public init(assets: Int, lower: Double = 0, cap: Double) throws(PortfolioError) {
    try self.init(lower: Array(repeating: lower, count: assets), upper: Array(repeating: cap, count: assets))
  }

  /// Whether bounds are 0 to 1, or wider above, and there are no groups.
  var areLongOnly: Bool { groups.isEmpty && lower.allSatisfy { $0 == 0 } && upper.allSatisfy { $0 >= 1 } }

  private static func checkBounds(_ lower: [Double], _ upper: [Double]) throws(PortfolioError) {
    for asset in lower.indices {
      guard lower[asset].isFinite else { throw .notFinite("lower bound", asset: asset, other: nil) }
      guard upper[asset].isFinite else { throw .notFinite("upper bound", asset: asset, other: nil) }
      guard lower[asset] <= upper[asset] else {
        throw .crossedBounds(asset: asset, lower: lower[asset], upper: upper[asset])
      }
    }
    let (floors, caps) = (lower.reduce(0, +), upper.reduce(0, +))
    guard caps >= 1 - tolerance else { throw .upperBoundsBelowOne(sum: caps, assets: lower.count) }
    guard floors <= 1 + tolerance else { throw .lowerBoundsAboveOne(sum: floors, assets: lower.count) }
  }

  private static func check(_ group: GroupLimit, _ lower: [Double], _ upper: [Double]) throws(PortfolioError) {
    guard group.lower <= group.upper, group.lower.isFinite, group.upper.isFinite else {
      throw .crossedGroup(group.name, lower: group.lower, upper: group.upper)
    }
    var seen: Set<Int> = []
    for member in group.members where !lower.indices.contains(member) || !seen.insert(member).inserted {
      throw .strangeMember(group: group.name, asset: member)
    }
    let least = group.members.reduce(0) { $0 + lower[$1] }
    let most = group.members.reduce(0) { $0 + upper[$1] }
    for (limit, isReached) in [
      (group.upper, group.upper >= least - tolerance), (group.lower, group.lower <= most + tolerance),
    ] where !isReached {
      throw .groupOutOfReach(group.name, limit: limit, least: least, most: most)
    }
  }
}
