import Foundation
import TickmarkRisk
import Testing

/// Objectives that Clarabel reaches on problems with random numbers; `Fixtures/portfolio.py` made them.
@Suite struct PortfolioOracleTests {
  struct OracleProblem: Decodable, Sendable, CustomTestStringConvertible {
    let goal: String
    let parameters: [String: Double]
    let expectedReturns: [Double]
    let covariance: [Double]
    let lower: Double
    let cap: Double
    let groups: [Group]
    let objective: Double

    struct Group: Decodable { let name: String, members: [Int], lower: Double, upper: Double }

    var testDescription: String { "\(goal) \(parameters) of \(expectedReturns.count), \(groups.count) groups" }

    func problem() throws -> PortfolioProblem {
      let count = expectedReturns.count
      return try PortfolioProblem(
        expectedReturns: expectedReturns,
        covariance: PortfolioCovariance(Matrix(rows: count, columns: count) { covariance[$0 * count + $1] }),
        limits: PortfolioLimits(
          lower: Array(repeating: lower, count: count), upper: Array(repeating: cap, count: count),
          groups: groups.map { GroupLimit(name: $0.name, members: $0.members, lower: $0.lower, upper: $0.upper) }))
    }

    var chosen: PortfolioGoal? {
      switch goal {
      case "returnLessRisk": parameters["aversion"].map { .returnLessRisk(aversion: $0) }
      case "minimumRisk": .minimumRisk
      case "return": parameters["target"].map { .targetReturn($0) }
      case "maximumSharpe": parameters["riskFree"].map { .maximumSharpe(riskFree: $0) }
      case "riskParity": .riskParity()
      default: nil
      }
    }

    /// Whether `scalar` can be asked, too.
    var isPlain: Bool { groups.isEmpty && goal != "return" }
  }

  static let problems: [OracleProblem] = {
    guard let file = Bundle.module.url(forResource: "Fixtures/portfolio", withExtension: "json"),
      let problems = try? JSONDecoder().decode([OracleProblem].self, from: Data(contentsOf: file))
    else { return [] }
    return problems
  }()

  @Test func `the fixture is there`() { #expect(Self.problems.count == 52) }

  @Test(arguments: problems) func `no objective is worse than Clarabel's, and none better than certified`(
    _ oracle: OracleProblem
  ) throws {
    let problem = try oracle.problem()
    let goal = try #require(oracle.chosen)
    for variant in Portfolio.variants where variant.name != "scalar" || oracle.isPlain {
      var workspace = PortfolioWorkspace()
      let solution = try variant.body(problem, goal, &workspace)
      #expect(abs(solution.objective - oracle.objective) <= 2e-8 * max(1, abs(oracle.objective)), "\(variant.name)")
      #expect(solution.gap <= 1e-9, "\(variant.name): \(solution)")
      let weights = workspace.weights
      #expect(abs(weights.reduce(0, +) - 1) <= 1e-12)
      #expect(weights.allSatisfy { $0 >= oracle.lower - 1e-15 && $0 <= oracle.cap + 1e-15 })
      for group in oracle.groups {
        let sum = group.members.reduce(0) { $0 + weights[$1] }
        #expect(sum >= group.lower - 1e-12 && sum <= group.upper + 1e-12, "\(group.name)")
      }
      if case .targetReturn(let target) = goal { #expect(abs(solution.expectedReturn - target) <= 1e-12) }
    }
  }
}
