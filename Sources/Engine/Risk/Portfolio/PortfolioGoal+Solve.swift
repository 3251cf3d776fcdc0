extension PortfolioGoal {
  func solve(
    _ problem: PortfolioProblem, _ work: inout PortfolioWorkspace, by climb: Climb.Body
  ) throws(PortfolioError) -> PortfolioSolution {
    switch self {
    case .returnLessRisk(let aversion):
      guard aversion >= 0, aversion.isFinite else { throw .badAversion(aversion) }
      let input = Climb(problem, returns: problem.expectedReturns, aversion: aversion)
      let effort = try climb(input, &work)
      var certificate = Certificate(input, &work)
      certificate.settle(input, &work)
      return PortfolioSolution(
        certificate, objective: certificate.objective, gap: certificate.gap, problem, effort, work)
    case .minimumRisk:
      let (certificate, effort) = try Self.leastRisk(problem, &work, by: climb)
      return PortfolioSolution(
        certificate, objective: certificate.deviation, gap: min(certificate.gap, certificate.deviation), problem,
        effort, work)
    case .targetReturn(let target):
      return try Frontier.leastRisk(of: problem, at: target, &work, by: climb)
    case .maximumSharpe(let riskFree):
      guard riskFree.isFinite else { throw .notFinite("risk-free return", asset: 0, other: nil) }
      return try SharpeAscent(riskFree: riskFree).solve(problem, &work, by: climb)
    case .riskParity(let budgets):
      return try RiskParity(problem, budgets: budgets).solve(&work)
    }
  }

  static func leastRisk(
    _ problem: PortfolioProblem, _ work: inout PortfolioWorkspace, by climb: Climb.Body
  ) throws(PortfolioError) -> (Certificate, Climb.Effort) {
    let input = Climb(problem, returns: Array(repeating: 0, count: problem.assets), aversion: 1)
    let effort = try climb(input, &work)
    return (Certificate(input, &work), effort)
  }
}

extension PortfolioSolution {
  init(
    _ certificate: Certificate, objective: Double, gap: Double, _ problem: PortfolioProblem, _ effort: Climb.Effort,
    _ work: PortfolioWorkspace
  ) {
    self.objective = objective
    self.gap = gap
    kktResidual = certificate.kktResidual
    expectedReturn = VectorLoops.dot(problem.expectedReturns.span, work.weights.span)
    standardDeviation = certificate.deviation
    iterations = effort.steps
    ridge = effort.ridge
  }
}
