/// The efficient frontier: for returns from that of the least risk to the highest, the weights with the least risk.
public enum Frontier {
  public struct Point: Sendable {
    public let solution: PortfolioSolution
    public let weights: [Double]
  }

  /// - Parameter count: points, at equal distances in return; one where the least risk has the highest return.
  /// - Returns: by rising return.
  /// - Throws: `.badCount` below 2, and as `Portfolio`
  public static func points(_ count: Int, of problem: PortfolioProblem) throws(PortfolioError) -> [Point] {
    guard count >= 2 else { throw .badCount(count) }
    var work = PortfolioWorkspace()
    let climb = Portfolio.climbActively
    let least = try PortfolioGoal.minimumRisk.solve(problem, &work, by: climb)
    var points = [Point(solution: least, weights: work.weights)]
    let most = try furthest(of: problem, sign: 1, &work, by: climb)
    guard most.expectedReturn > least.expectedReturn else { return points }
    let spacing = (most.expectedReturn - least.expectedReturn) / Double(count - 1)
    for index in 1..<count {
      let target = index == count - 1 ? most.expectedReturn : least.expectedReturn + Double(index) * spacing
      let last = End(points[index - 1].solution.expectedReturn, points[index - 1].weights)
      let solution = try leastRisk(of: problem, at: target, between: last, and: most, &work, by: climb)
      points.append(Point(solution: solution, weights: work.weights))
    }
    return points
  }

  static func leastRisk(
    of problem: PortfolioProblem, at target: Double, _ work: inout PortfolioWorkspace, by climb: Climb.Body
  ) throws(PortfolioError) -> PortfolioSolution {
    guard target.isFinite else { throw .notFinite("return to reach", asset: 0, other: nil) }
    let least = try furthest(of: problem, sign: -1, &work, by: climb)
    let most = try furthest(of: problem, sign: 1, &work, by: climb)
    guard target >= least.expectedReturn, target <= most.expectedReturn else {
      throw .returnOutOfReach(target, least: least.expectedReturn, most: most.expectedReturn)
    }
    return try leastRisk(of: problem, at: target, between: least, and: most, &work, by: climb)
  }

  /// Weights and what they return.
  private struct End {
    let expectedReturn: Double
    let weights: [Double]

    init(_ expectedReturn: Double, _ weights: [Double]) {
      self.expectedReturn = expectedReturn
      self.weights = weights
    }
  }

  /// The weights with the highest return, or with the lowest.
  private static func furthest(
    of problem: PortfolioProblem, sign: Double, _ work: inout PortfolioWorkspace, by climb: Climb.Body
  ) throws(PortfolioError) -> End {
    work.forget()
    _ = try climb(Climb(problem, returns: problem.expectedReturns.map { sign * $0 }, aversion: 0), &work)
    return End(VectorLoops.dot(problem.expectedReturns.span, work.weights.span), work.weights)
  }

  private static func leastRisk(
    of problem: PortfolioProblem, at target: Double, between low: End, and high: End, _ work: inout PortfolioWorkspace,
    by climb: Climb.Body
  ) throws(PortfolioError) -> PortfolioSolution {
    var input = Climb(problem, returns: Array(repeating: 0, count: problem.assets), aversion: 1)
    input.rows.append("the return", problem.expectedReturns, lower: target, upper: target)
    // Between two weights with other returns lies one that has the target's.
    let width = high.expectedReturn - low.expectedReturn
    let share = width > 0 ? min(max((target - low.expectedReturn) / width, 0), 1) : 0
    let mixed = zip(low.weights, high.weights).map { $0 + share * ($1 - $0) }
    input.start = FeasibleStart(at: mixed, problem.limits, rows: input.rows)
    let effort = try climb(input, &work)
    let certificate = Certificate(input, &work)
    work.forget()
    return PortfolioSolution(
      certificate, objective: certificate.deviation, gap: min(certificate.gap, certificate.deviation), problem, effort,
      work)
  }
}
