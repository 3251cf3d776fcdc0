/// Limits on weighted sums of weights: the budget first, then perhaps a return to reach, then the groups.
struct LimitRows: Sendable {
  let assets: Int
  private(set) var names: [String] = []
  private(set) var lower: [Double] = []
  private(set) var upper: [Double] = []
  private var factors: [Double] = []

  var count: Int { lower.count }

  /// That weights sum to 1.
  init(budgetOf assets: Int) {
    self.assets = assets
    append("the budget", Array(repeating: 1, count: assets), lower: 1, upper: 1)
  }

  mutating func append(_ name: String, _ factors: [Double], lower: Double, upper: Double) {
    precondition(factors.count == assets, "one factor an asset")
    names.append(name)
    self.lower.append(lower)
    self.upper.append(upper)
    self.factors += factors
  }

  func isEquality(_ row: Int) -> Bool { lower[row] == upper[row] }

  /// Its factor of each asset's weight.
  @inline(__always) @_lifetime(borrow self) subscript(row: Int) -> Span<Double> {
    factors.span.extracting(row * assets..<(row + 1) * assets)
  }
}
