/// What a variant maximises: `returns · w − aversion · √(wᵀΣw)` under bounds and rows.
///
/// Every goal is one such climb, or a sequence of them.
struct Climb {
  var returns: [Double]
  let covariance: PortfolioCovariance
  let limits: PortfolioLimits
  var rows: LimitRows
  var aversion: Double
  /// Where to begin whatever the workspace holds; nil: there, or where risk does not matter.
  var start: FeasibleStart?

  /// Moves the workspace's weights to the optimum and leaves the rows' multipliers there.
  typealias Body = @Sendable (Climb, inout PortfolioWorkspace) throws(PortfolioError) -> Effort

  struct Effort: Sendable, Equatable {
    var steps = 0
    /// What was added to each variance, as a fraction of it.
    var ridge = 0.0

    static func + (a: Effort, b: Effort) -> Effort { Effort(steps: a.steps + b.steps, ridge: max(a.ridge, b.ridge)) }
  }

  init(_ problem: PortfolioProblem, returns: [Double], aversion: Double) {
    self.returns = returns
    covariance = problem.covariance
    limits = problem.limits
    rows = problem.limits.rows
    self.aversion = aversion
  }

  var assets: Int { returns.count }

  /// Whether weights satisfy a row but for rounding.
  func keeps(_ row: Int, _ weights: [Double]) -> Bool {
    let sum = VectorLoops.dot(rows[row], weights.span)
    return sum >= rows.lower[row] - PortfolioLimits.tolerance && sum <= rows.upper[row] + PortfolioLimits.tolerance
  }
}
