/// Weights at which every asset contributes its share of the risk.
///
/// They are proportional to the one minimum of `½·xᵀΣx − Σ budgetᵢ·ln xᵢ`, which is convex; one entry at a time has a closed form.
///
/// - Complexity: O(n²) a sweep over all assets, some ten to fifty sweeps.
/// - Source: Griveau-Billion, Richard and Roncalli, A fast algorithm for computing high-dimensional risk parity portfolios, 2013.
struct RiskParity {
  private let problem: PortfolioProblem
  private let budgets: [Double]

  private static let sweeps = 10_000
  /// The largest distance of a share from its budget, as a fraction of it, at which sweeping ends.
  private static let tolerance = 1e-12

  /// - Throws: where budgets are not above 0, an asset has no variance, or the problem has limits.
  init(_ problem: PortfolioProblem, budgets: [Double]?) throws(PortfolioError) {
    guard problem.limits.areLongOnly else { throw .limitsUnsupported(goal: "risk parity") }
    let given = budgets ?? Array(repeating: 1, count: problem.assets)
    guard given.count == problem.assets else {
      throw .mismatched("risk budgets", count: given.count, expected: problem.assets)
    }
    if let asset = given.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw .badBudget(asset: asset, given[asset])
    }
    if let asset = (0..<problem.assets).first(where: { problem.covariance.variance($0) == 0 }) {
      throw .riskless(asset: asset)
    }
    self.problem = problem
    let sum = given.reduce(0, +)
    self.budgets = given.map { $0 / sum }
  }

  func solve(_ work: inout PortfolioWorkspace) throws(PortfolioError) -> PortfolioSolution {
    let assets = problem.assets
    work.prepare(assets: assets, rows: 1)
    work.forget()
    for asset in 0..<assets {
      work.weights[asset] = (budgets[asset] / problem.covariance.variance(asset)).squareRoot()
      work.product[asset] = 0
    }
    for asset in 0..<assets {
      VectorLoops.add(work.weights[asset], times: problem.covariance.row(asset), to: &work.product)
    }
    var sweeps = 0
    while sweeps < Self.sweeps, distance(work) > Self.tolerance {
      sweeps += 1
      for asset in 0..<assets { settle(asset, &work) }
    }
    return finish(&work, sweeps: sweeps)
  }

  /// The minimum over one entry: `variance·x² + covariance with the others·x = budget`.
  private func settle(_ asset: Int, _ work: inout PortfolioWorkspace) {
    let variance = problem.covariance.variance(asset)
    let old = work.weights[asset]
    let others = work.product[asset] - variance * old
    let root = (others * others + 4 * variance * budgets[asset]).squareRoot()
    // The form without cancellation.
    let new = others > 0 ? 2 * budgets[asset] / (others + root) : (root - others) / (2 * variance)
    work.weights[asset] = new
    VectorLoops.add(new - old, times: problem.covariance.row(asset), to: &work.product)
  }

  /// The largest distance of a contribution from its budget, as a fraction of it.
  private func distance(_ work: PortfolioWorkspace) -> Double {
    (0..<problem.assets).reduce(0) {
      max($0, abs(work.weights[$1] * work.product[$1] - budgets[$1]) / budgets[$1])
    }
  }

  private func finish(_ work: inout PortfolioWorkspace, sweeps: Int) -> PortfolioSolution {
    let sum = work.weights.reduce(0, +)
    let residual = distance(work)
    for asset in 0..<problem.assets { work.weights[asset] /= sum }
    let input = Climb(problem, returns: problem.expectedReturns, aversion: 0)
    let certificate = Certificate(input, &work)
    let variance = certificate.deviation * certificate.deviation
    let gap = (0..<problem.assets).reduce(0) {
      max($0, abs(work.weights[$1] * work.product[$1] / variance - budgets[$1]))
    }
    return PortfolioSolution(
      objective: certificate.deviation, gap: gap, kktResidual: residual, expectedReturn: certificate.expectedReturn,
      standardDeviation: certificate.deviation, iterations: sweeps, ridge: 0)
  }
}
