/// The largest ratio of excess return to risk, as a sequence of climbs.
///
/// Weights whose ratio is `s` are best exactly where no weights make `excess − s · risk` positive; each climb with the ratio so far
/// as aversion finds better ones, faster than linearly.
///
/// - Source: Dinkelbach, On nonlinear fractional programming, Management Science 13, 1967.
struct SharpeAscent {
  let riskFree: Double

  private static let climbs = 50

  func solve(
    _ problem: PortfolioProblem, _ work: inout PortfolioWorkspace, by climb: Climb.Body
  ) throws(PortfolioError) -> PortfolioSolution {
    var input = Climb(problem, returns: problem.expectedReturns.map { $0 - riskFree }, aversion: 0)
    var effort = try climb(input, &work)
    var certificate = Certificate(input, &work)
    guard certificate.expectedReturn > 0 else {
      throw .noPositiveReturn(best: certificate.expectedReturn + riskFree, riskFree: riskFree)
    }
    for _ in 0..<Self.climbs {
      let ratio = certificate.expectedReturn / certificate.deviation
      guard ratio.isFinite else { throw .risklessReturn(riskFree: riskFree) }
      guard ratio > input.aversion else { break }
      input.aversion = ratio
      let last = try climb(input, &work)
      effort = effort + last
      certificate = Certificate(input, &work)
    }
    // What is left of a risk of none beside the assets' own.
    let largest = (0..<problem.assets).reduce(0) { max($0, problem.covariance.matrix[$1, $1]) }.squareRoot()
    guard certificate.deviation > 1e-12 * largest else { throw .risklessReturn(riskFree: riskFree) }
    let objective = certificate.expectedReturn / certificate.deviation
    let gap = try gap(problem, certificate, objective, work, by: climb)
    return PortfolioSolution(certificate, objective: objective, gap: gap, problem, effort, work)
  }

  /// No weights make `excess − s · risk` larger than the climb's bound, so that none has a ratio that is above `s` by more than the
  /// bound over the least risk there is.
  private func gap(
    _ problem: PortfolioProblem, _ certificate: Certificate, _ objective: Double, _ work: PortfolioWorkspace,
    by climb: Climb.Body
  ) throws(PortfolioError) -> Double {
    var other = work
    let (least, _) = try PortfolioGoal.leastRisk(problem, &other, by: climb)
    let bound = max(certificate.objective, 0) + certificate.gap
    // Beside a portfolio without risk the bound says nothing.
    let risk = least.deviation - least.gap
    return risk > 1e-9 * certificate.deviation ? bound / risk : .infinity
  }
}
