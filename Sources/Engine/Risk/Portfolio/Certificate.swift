/// How good weights certainly are, whoever found them.
///
/// With `g = μ − λ·Σw/σ` no weights `v` within the limits reach more than `gᵀv`, since risk is convex; and for any multipliers `y`
/// of the rows, `gᵀv` is at most what each row allows, `y · limit`, plus what each asset's bounds allow of `g − Aᵀy`.
///
/// - Complexity: O(n · (k + r)), k weights that are not 0, r rows; no allocation once the workspace has the size.
struct Certificate: Equatable {
  private(set) var expectedReturn: Double
  private(set) var deviation: Double
  /// No weights reach more than this, if the covariance is positive semidefinite.
  let bound: Double
  private let aversion: Double
  /// The largest reduced gradient, or multiplier, with the wrong sign, and the largest violation of a row.
  let kktResidual: Double

  /// Leaves the product of covariance and weights, without a ridge, in the workspace.
  init(_ climb: Climb, _ work: inout PortfolioWorkspace) {
    Self.multiply(climb, &work)
    let variance = VectorLoops.dot(work.weights.span, work.product.span)
    deviation = max(variance, 0).squareRoot()
    expectedReturn = VectorLoops.dot(climb.returns.span, work.weights.span)
    aversion = climb.aversion
    let tightness = deviation > 0 ? climb.aversion / deviation : 0
    var bound = 0.0
    var worst = 0.0
    for asset in 0..<climb.assets { work.pulls[asset] = climb.returns[asset] - tightness * work.product[asset] }
    for row in 0..<climb.rows.count {
      let multiplier = work.multipliers[row]
      let (lower, upper) = (climb.rows.lower[row], climb.rows.upper[row])
      let sum = VectorLoops.dot(climb.rows[row], work.weights.span)
      worst = max(worst, lower - sum, sum - upper)
      guard multiplier != 0 else { continue }
      VectorLoops.add(-multiplier, times: climb.rows[row], to: &work.pulls)
      bound += max(multiplier * lower, multiplier * upper)
      // A row that has slack pulls at nothing.
      if lower < upper { worst = max(worst, min(abs(multiplier), multiplier > 0 ? upper - sum : sum - lower)) }
    }
    for asset in 0..<climb.assets {
      let pull = work.pulls[asset]
      let (lower, upper) = (climb.limits.lower[asset], climb.limits.upper[asset])
      bound += max(pull * lower, pull * upper)
      worst = max(worst, min(abs(pull), pull > 0 ? upper - work.weights[asset] : work.weights[asset] - lower))
    }
    self.bound = bound
    kktResidual = worst
  }

  /// `μᵀw − λσ`
  var objective: Double { expectedReturn - aversion * deviation }

  /// By how much other weights could be better; rounding can bring the bound a hair below what was reached.
  var gap: Double { max(bound - objective, 0) }

  /// Where there are assets without risk, the best weights can be all theirs. Risk has a kink there, and a climb ends a hair beside
  /// it: gives that hair to an asset without risk, if that is better.
  ///
  /// The bound holds whatever the weights, since it came from a gradient nearby.
  mutating func settle(_ climb: Climb, _ work: inout PortfolioWorkspace) {
    guard !climb.covariance.hasVariances, gap > 0 else { return }
    guard
      let riskless = (0..<climb.assets).first(where: {
        climb.covariance.variance($0) == 0 && work.weights[$0] > climb.limits.lower[$0]
      })
    else { return }
    let before = work.weights
    for asset in 0..<climb.assets where climb.covariance.variance(asset) > 0 {
      let hair = work.weights[asset] - climb.limits.lower[asset]
      guard hair < Self.hair else { continue }
      work.weights[asset] -= hair
      work.weights[riskless] += hair
    }
    work.weights[riskless] = min(work.weights[riskless], climb.limits.upper[riskless])
    Self.multiply(climb, &work)
    let deviation = max(VectorLoops.dot(work.weights.span, work.product.span), 0).squareRoot()
    let expected = VectorLoops.dot(climb.returns.span, work.weights.span)
    if expected - aversion * deviation > objective, (0..<climb.rows.count).allSatisfy({ climb.keeps($0, work.weights) })
    {
      (expectedReturn, self.deviation) = (expected, deviation)
    } else {
      work.weights = before
      Self.multiply(climb, &work)
    }
  }

  private static let hair = 1e-5

  private static func multiply(_ climb: Climb, _ work: inout PortfolioWorkspace) {
    for asset in 0..<climb.assets { work.product[asset] = 0 }
    for asset in 0..<climb.assets where work.weights[asset] != 0 {
      VectorLoops.add(work.weights[asset], times: climb.covariance.row(asset), to: &work.product)
    }
  }
}
