import TickmarkBacktest
import TickmarkFrames
import TickmarkMeasurement
import TickmarkOptimization

/// Ten combinations of a sweep over two moving averages, as one worker evaluates them.
final class CrossoverSweep {
  static let combinations = 10

  private let evaluator: ScenarioEvaluator
  private let points: [Point]
  private(set) var values: [Double] = []

  init(days: Int, assets: Int, scope: BookRules.Scope) throws {
    let space = try SearchSpace([
      "fast": .integer(low: 5, high: 50, step: 5, isLogarithmic: false),
      "slow": .integer(low: 60, high: 250, step: 10, isLogarithmic: false),
    ])
    let scenario = try Scenario(
      strategy: MovingAverageCrossover.self, space: space, objectives: [.sharpe],
      rules: BookRules(capital: 1e6, scope: scope, cost: .basisPoints(5)))
    let table = try MarketData.prices(Size(days, assets))
    evaluator = try ScenarioEvaluator(scenario, closes: table.panel, dates: table.dates)
    let grid = try GridSampler(space, seed: 1)
    points = (0..<Self.combinations).compactMap { grid.point(of: $0, history: TrialHistory()) }
  }

  func run() {
    values.removeAll(keepingCapacity: true)
    for point in points {
      guard let result = try? evaluator.evaluate(point, goesOn: { _, _ in true }) else {
        fatalError("windows of these lengths can always be had")
      }
      values += result.values
    }
  }
}
