import TickmarkFrames
import TickmarkRisk

/// The problems of the suite `portfolio`: the reference market's assets, each of them moved by the first one, too.
struct PortfolioInputs {
  static let goals: [(name: String, goal: PortfolioGoal)] = [
    ("return-less-risk", .returnLessRisk(aversion: 1)), ("minimum-risk", .minimumRisk),
    ("maximum-sharpe", .maximumSharpe(riskFree: 0)),
  ]

  /// Of one day.
  let problems: [PortfolioProblem]
  /// Of two days on which returns are expected a little differently.
  let expected: [PortfolioProblem]
  /// Of two days on which returns and the covariance are.
  let estimated: [PortfolioProblem]

  init(days: Int, assets: Int) throws {
    let returns = Self.returns(days: days, assets: assets)
    let today = try Self.problem(returns, days: 1..<days)
    var tomorrow = today
    try tomorrow.expect(today.expectedReturns.enumerated().map { $1 + ($0 % 2 == 0 ? 1e-4 : -1e-4) })
    problems = [today]
    expected = [today, tomorrow]
    estimated = [today, try Self.problem(returns, days: 0..<days - 1)]
  }

  /// By assets.
  private static func returns(days: Int, assets: Int) -> [[Double]] {
    let prices = ReferenceMarket.prices(days: days + 1, assets: assets, seed: 42, as: Double.self)
    let moves = (0..<assets).map { asset in (0..<days).map { prices[$0 + 1, asset] / prices[$0, asset] - 1 } }
    return moves.map { zip($0, moves[0]).map(+) }
  }

  /// Sample means and covariances of the days, a year's.
  private static func problem(_ returns: [[Double]], days: Range<Int>) throws -> PortfolioProblem {
    let count = Double(days.count)
    let means = returns.map { $0[days].reduce(0, +) / count }
    let centred = zip(returns, means).map { series, mean in series[days].map { $0 - mean } }
    let covariance = Matrix<Double>(rows: returns.count, columns: returns.count) { row, column in
      zip(centred[row], centred[column]).reduce(0) { $0 + $1.0 * $1.1 } * 252 / (count - 1)
    }
    return try PortfolioProblem(
      expectedReturns: means.map { $0 * 252 }, covariance: PortfolioCovariance(covariance),
      limits: PortfolioLimits(assets: returns.count, cap: max(0.1, 2 / Double(returns.count))))
  }
}

/// Solves problems in turn, one a call.
final class PortfolioSolver {
  private let problems: [PortfolioProblem]
  private let goal: PortfolioGoal
  private let body: Portfolio.Body
  private let isWarm: Bool
  private var workspace = PortfolioWorkspace()
  private var next = 0
  /// Of each problem's last solution; NaN before the first, or where there was none.
  private(set) var objectives: [Double]

  init(_ problems: [PortfolioProblem], _ goal: PortfolioGoal, _ body: Portfolio.Body, isWarm: Bool) {
    self.problems = problems
    self.goal = goal
    self.body = body
    self.isWarm = isWarm
    objectives = problems.map { _ in .nan }
  }

  func run() {
    if !isWarm { workspace.forget() }
    objectives[next] = expectingNoFault { try body(problems[next], goal, &workspace) }.objective
    next = (next + 1) % problems.count
  }

  /// The objectives of all problems, each solved twice more: the second time from the other's weights, where starts are warm.
  func solved() -> [Double] {
    for _ in 0..<2 * problems.count { run() }
    return objectives
  }
}
