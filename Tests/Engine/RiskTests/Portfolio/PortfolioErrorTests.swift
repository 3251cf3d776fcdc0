import TickmarkRisk
import Testing

@Suite struct PortfolioErrorTests {
  private let random = RandomPortfolio(assets: 4, days: 20, seed: 1)

  private func error(_ body: () throws -> Void) -> PortfolioError? {
    do { try body() } catch { return error as? PortfolioError }
    return nil
  }

  @Test func `limits that nothing satisfies name the constraint`() throws {
    #expect(error { _ = try PortfolioLimits(assets: 4, cap: 0.2) } == .upperBoundsBelowOne(sum: 0.8, assets: 4))
    #expect(
      error { _ = try PortfolioLimits(assets: 4, lower: 0.3, cap: 1) } == .lowerBoundsAboveOne(sum: 1.2, assets: 4))
    #expect(
      error { _ = try PortfolioLimits(lower: [0, 0.5], upper: [1, 0.4]) }
        == .crossedBounds(asset: 1, lower: 0.5, upper: 0.4))
    #expect(
      error { _ = try PortfolioLimits(lower: [0, .nan], upper: [1, 1]) }
        == .notFinite("lower bound", asset: 1, other: nil))
    #expect(
      error { _ = try PortfolioLimits(lower: [0, 0], upper: [1, .infinity]) }
        == .notFinite("upper bound", asset: 1, other: nil))
    #expect(error { _ = try PortfolioLimits(lower: [], upper: []) } == .noAssets)
  }

  @Test func `groups that nothing satisfies are named`() throws {
    func limits(_ groups: GroupLimit...) throws {
      _ = try PortfolioLimits(
        lower: Array(repeating: 0, count: 4), upper: Array(repeating: 0.5, count: 4), groups: groups)
    }
    let tech = GroupLimit(name: "tech", members: [0, 1], lower: 0.7, upper: 1)
    #expect(error { try limits(tech) } == nil)
    #expect(
      error { try limits(tech, GroupLimit(name: "banks", members: [2, 3], lower: 0.4, upper: 1)) }
        == .groupsTogether(["the budget", "group 'tech'", "group 'banks'"]))
    #expect(
      error { try limits(GroupLimit(name: "one", members: [2], lower: 0.6, upper: 1)) }
        == .groupOutOfReach("one", limit: 0.6, least: 0, most: 0.5))
    #expect(
      error { try limits(GroupLimit(name: "x", members: [2], lower: 0.6, upper: 0.5)) }
        == .crossedGroup("x", lower: 0.6, upper: 0.5))
    for strange in [[4], [-1], [1, 1]] {
      #expect(
        error { try limits(GroupLimit(name: "x", members: strange, lower: 0, upper: 1)) }
          == .strangeMember(group: "x", asset: strange.last ?? 0))
    }
  }

  @Test func `a covariance that is none is refused where it is none`() throws {
    func covariance(_ entries: [Double], columns: Int = 2) throws {
      _ = try PortfolioCovariance(Matrix(rows: 2, columns: columns) { entries[$0 * columns + $1] })
    }
    #expect(
      error { try covariance([1, 2, 3, 4, 5, 6], columns: 3) }
        == .mismatched("columns of the covariance", count: 3, expected: 2))
    #expect(error { try covariance([1, .nan, .nan, 1]) } == .notFinite("covariance", asset: 1, other: 0))
    #expect(error { try covariance([1, 0, 0, .infinity]) } == .notFinite("variance", asset: 1, other: nil))
    #expect(error { try covariance([1, 0, 0, -0.1]) } == .negativeVariance(asset: 1, -0.1))
    #expect(error { try covariance([1, 0.2, 0.3, 1]) } == .asymmetric(asset: 1, other: 0, 0.3, 0.2))
    #expect(error { try covariance([1, 0.2, 0.2 + 1e-9, 1]) } == nil, "rounding is averaged")
  }

  @Test func `a call that is refused leaves the problem as it was`() throws {
    var problem = try random.problem(cap: 0.5)
    #expect(error { try problem.expect([1, 2]) } == .mismatched("expected returns", count: 2, expected: 4))
    #expect(error { try problem.expect([1, 2, .nan, 3]) } == .notFinite("expected return", asset: 2, other: nil))
    let small = try PortfolioCovariance(Matrix(rows: 1, columns: 1) { _, _ in 1 })
    #expect(error { try problem.estimate(small) } == .mismatched("covariances", count: 1, expected: 4))
    #expect(problem.expectedReturns == random.expectedReturns && problem.covariance.count == 4)
  }

  @Test func `a goal that makes no sense is refused`() throws {
    let problem = try random.problem(cap: 0.5)
    let long = try random.problem(cap: 1)
    var workspace = PortfolioWorkspace()
    for variant in Portfolio.variants {
      for aversion in [-1, .nan, .infinity] {
        #expect(throws: PortfolioError.self) {
          try variant.body(problem, .returnLessRisk(aversion: aversion), &workspace)
        }
      }
      #expect(throws: PortfolioError.self) { try variant.body(problem, .maximumSharpe(riskFree: 9), &workspace) }
      #expect(throws: PortfolioError.self) { try variant.body(problem, .targetReturn(9), &workspace) }
      #expect(throws: PortfolioError.limitsUnsupported(goal: "risk parity")) {
        try variant.body(problem, .riskParity(), &workspace)
      }
      #expect(throws: PortfolioError.badBudget(asset: 1, 0)) {
        try variant.body(long, .riskParity(budgets: [1, 0, 1, 1]), &workspace)
      }
    }
    #expect(throws: PortfolioError.badCount(1)) { try Frontier.points(1, of: problem) }
    #expect(throws: PortfolioError.rowsUnsupported(by: "scalar")) {
      try Portfolio.scalar.body(problem, .targetReturn(problem.expectedReturns[0]), &workspace)
    }
  }
}
