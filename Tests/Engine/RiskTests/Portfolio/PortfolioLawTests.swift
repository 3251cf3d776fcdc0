import TickmarkRisk
import Testing

@Suite struct PortfolioLawTests {
  /// What the greedy filling of the caps, in the order of gradients, could reach: the certificate of a textbook, computed apart.
  private func greedyGap(_ problem: PortfolioProblem, _ weights: [Double], aversion: Double) -> Double {
    let count = weights.count
    let product = (0..<count).map { row in
      (0..<count).reduce(0) { $0 + problem.covariance.matrix[row, $1] * weights[$1] }
    }
    let deviation = zip(weights, product).reduce(0) { $0 + $1.0 * $1.1 }.squareRoot()
    let gradient = (0..<count).map { problem.expectedReturns[$0] - aversion * product[$0] / deviation }
    var left = 1 - problem.limits.lower.reduce(0, +)
    var gap = 0.0
    for asset in gradient.indices.sorted(by: { gradient[$0] > gradient[$1] }) {
      let room = min(problem.limits.upper[asset] - problem.limits.lower[asset], left)
      left -= room
      gap += gradient[asset] * (problem.limits.lower[asset] + room - weights[asset])
    }
    return gap
  }

  @Test(arguments: [1, 2, 7, 8, 9, 31, 32, 33, 100]) func `the certificate is that of a greedy filling`(count: Int)
    throws
  {
    let random = RandomPortfolio(assets: count, days: 2 * count + 5, seed: UInt64(count))
    for aversion in [0.3, 1, 4] {
      let problem = try random.problem(cap: max(0.1, 1.5 / Double(count)))
      for variant in Portfolio.variants {
        var workspace = PortfolioWorkspace()
        let solution = try variant.body(problem, .returnLessRisk(aversion: aversion), &workspace)
        let greedy = greedyGap(problem, workspace.weights, aversion: aversion)
        #expect(greedy <= solution.gap + 1e-13, "\(variant.name) \(count) \(aversion)")
        #expect(solution.gap <= 1e-10, "\(variant.name) \(count) \(aversion): \(solution)")
      }
    }
  }

  @Test func `a warm start ends where a cold one does`() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      var random = RandomPortfolio(assets: 40, days: 60, seed: seed)
      var workspace = PortfolioWorkspace()
      for round in 0..<6 {
        random.expectedReturns[Int(seed) % 40] += 0.02 * Double(round)
        if round > 3 { random.covariance = random.covariance.map { $0 * 1.01 } }
        let problem = try random.problem(cap: round == 5 ? 0.2 : 0.1)
        var cold = PortfolioWorkspace()
        let first = try Portfolio.activeSet.body(problem, .returnLessRisk(aversion: 2), &cold)
        let again = try Portfolio.activeSet.body(problem, .returnLessRisk(aversion: 2), &workspace)
        #expect(abs(first.objective - again.objective) <= 1e-12 && again.gap <= 1e-11, "seed \(seed), round \(round)")
        #expect(zip(cold.weights, workspace.weights).allSatisfy { abs($0 - $1) <= 1e-6 })
      }
    }
  }

  @Test func `a warm start from a problem with groups, or of another size, is a cold one`() throws {
    var workspace = PortfolioWorkspace()
    let group = GroupLimit(name: "tech", members: [0, 1, 2, 3], lower: 0.25, upper: 0.3)
    for (count, groups) in [(20, []), (20, [group]), (20, []), (12, []), (12, [group]), (20, [group])] {
      let problem = try RandomPortfolio(assets: count, days: 90, seed: 5).problem(groups: groups)
      let solution = try Portfolio.activeSet.body(problem, .returnLessRisk(aversion: 1), &workspace)
      #expect(solution.gap <= 1e-12, "\(count) \(groups.count)")
      #expect(workspace.weights.count == count && abs(workspace.weights.reduce(0, +) - 1) <= 1e-12)
    }
  }

  @Test func `returns that all rise by as much change nothing but the objective`() throws {
    var random = RandomPortfolio(assets: 30, days: 100, seed: 3)
    var (first, second) = (PortfolioWorkspace(), PortfolioWorkspace())
    let one = try Portfolio.activeSet.body(random.problem(), .returnLessRisk(aversion: 1), &first)
    random.expectedReturns = random.expectedReturns.map { $0 + 0.5 }
    let other = try Portfolio.activeSet.body(random.problem(), .returnLessRisk(aversion: 1), &second)
    #expect(abs(other.objective - one.objective - 0.5) <= 1e-12)
    #expect(zip(first.weights, second.weights).allSatisfy { abs($0 - $1) <= 1e-9 })
  }

  @Test func `the frontier rises in risk, and at most in proportion`() throws {
    let problem = try RandomPortfolio(assets: 40, days: 100, seed: 9).problem()
    let points = try Frontier.points(25, of: problem)
    #expect(points.count == 25)
    let risks = points.map(\.solution.standardDeviation)
    let returns = points.map(\.solution.expectedReturn)
    for index in 1..<25 {
      #expect(risks[index] > risks[index - 1] && returns[index] > returns[index - 1])
      #expect(points[index].solution.gap <= 1e-11)
    }
    for index in 1..<24 { #expect(risks[index - 1] + risks[index + 1] >= 2 * risks[index] - 1e-12, "convex") }
  }

  @Test func `assets that are twins, all alike or of no variance are no trouble`() throws {
    let random = RandomPortfolio(assets: 12, days: 40, seed: 4)
    var twins = RandomPortfolio(assets: 24, days: 40, seed: 4)
    for row in 0..<24 {
      twins.expectedReturns[row] = random.expectedReturns[row / 2]
      for column in 0..<24 { twins.covariance[row * 24 + column] = random.covariance[row / 2 * 12 + column / 2] }
    }
    var alike = random
    alike.expectedReturns = Array(repeating: 0.05, count: 12)
    alike.covariance = Array(repeating: 0.04, count: 144)
    var still = random
    still.covariance = Array(repeating: 0, count: 144)
    for (name, inputs) in [("twins", twins), ("alike", alike), ("still", still)] {
      for goal in [PortfolioGoal.returnLessRisk(aversion: 1), .minimumRisk] {
        var workspace = PortfolioWorkspace()
        let solution = try Portfolio.activeSet.body(inputs.problem(), goal, &workspace)
        #expect(solution.gap <= 1e-11, "\(name) \(goal): \(solution)")
      }
    }
  }

  @Test(arguments: [0.2, 1, 3, 30]) func `cash is held where risk is not paid for`(aversion: Double) throws {
    var random = RandomPortfolio(assets: 15, days: 60, seed: 8)
    random.expectedReturns[4] = 0.03
    for other in 0..<15 { (random.covariance[4 * 15 + other], random.covariance[other * 15 + 4]) = (0, 0) }
    var workspace = PortfolioWorkspace()
    let solution = try Portfolio.activeSet.body(
      random.problem(cap: 1), .returnLessRisk(aversion: aversion), &workspace)
    #expect(solution.gap <= 1e-9, "\(solution)")
    if aversion == 30 { #expect(workspace.weights[4] == 1 && solution.objective == 0.03) }
  }

  @Test(arguments: [10, 60, 150]) func `a covariance of fewer days than assets is solved, and what was added is said`(
    count: Int
  ) throws {
    let random = RandomPortfolio(assets: count, days: count / 3, seed: UInt64(count))
    for lower in [0.0, -0.1] {
      for aversion in [0.5, 2] {
        var workspace = PortfolioWorkspace()
        let solution = try Portfolio.activeSet.body(
          random.problem(lower: lower, cap: 0.2), .returnLessRisk(aversion: aversion), &workspace)
        #expect(solution.gap <= 1e-9 && solution.ridge <= 1e-8, "\(lower) \(aversion): \(solution)")
      }
    }
  }

  @Test func `risk parity shares the risk as it is told to`() throws {
    let random = RandomPortfolio(assets: 20, days: 60, seed: 2)
    let budgets = (1...20).map(Double.init)
    var workspace = PortfolioWorkspace()
    let solution = try Portfolio.activeSet.body(random.problem(cap: 1), .riskParity(budgets: budgets), &workspace)
    #expect(solution.gap <= 1e-12)
    let weights = workspace.weights
    for asset in 0..<20 {
      let product = (0..<20).reduce(0) { $0 + random.covariance[asset * 20 + $1] * weights[$1] }
      let share = weights[asset] * product / (solution.standardDeviation * solution.standardDeviation)
      #expect(abs(share - budgets[asset] / 210) <= 1e-12)
    }
  }

  @Test func `a matrix that rounding made indefinite is repaired, and by how much is said`() throws {
    let random = RandomPortfolio(assets: 20, days: 10, seed: 6)
    #expect(try random.problem().covariance.repaired().ridge == 0, "of rank 10, but for rounding")
    var rounded = random
    rounded.covariance = rounded.covariance.map { ($0 * 1e5).rounded() / 1e5 }
    let (repaired, ridge) = try rounded.problem().covariance.repaired()
    #expect(ridge > 0 && ridge <= 0.01)
    #expect(abs(repaired.matrix[3, 3] - rounded.covariance[63] * (1 + ridge)) <= 1e-15)
    #expect(repaired.matrix[3, 4] == rounded.covariance[64])
    var hopeless = random
    hopeless.covariance[1] = 10
    hopeless.covariance[20] = 10
    #expect(throws: PortfolioError.self) { _ = try hopeless.problem().covariance.repaired() }
  }
}
