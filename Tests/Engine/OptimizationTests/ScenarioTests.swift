import Testing
import TickmarkBacktest
import TickmarkFrames

@testable import TickmarkOptimization

@Suite struct ScenarioTests {
  private static let dates = (0..<StrategyTests.closes.days).map { Day(number: 10_000 + Int32($0)) }

  private func scenario(
    fast: Distribution = .integer(low: 2, high: 30, step: 1, isLogarithmic: false), slow: Int = 40,
    objectives: [Objective] = [.totalReturn], constraints: [String] = [], walk: WalkForward? = nil
  ) throws -> Scenario {
    try Scenario(
      strategy: MovingAverageCrossover.self, fixed: ["slow": .integer(slow)], space: SearchSpace(["fast": fast]),
      objectives: objectives, constraints: constraints.map { try Constraint($0) }, rules: BookRules(), walkForward: walk
    )
  }

  private func evaluator(_ scenario: Scenario) throws -> ScenarioEvaluator {
    try ScenarioEvaluator(scenario, closes: StrategyTests.closes, dates: Self.dates)
  }

  private func point(_ fast: Double) -> Point { Point(values: [fast]) }

  @Test func `an evaluator's memory carries nothing from one trial to the next`() throws {
    let walk = try WalkForward(inSample: 60, outOfSample: 20)
    for scenario in [try scenario(), try scenario(constraints: ["all_num_trades >= 3"], walk: walk)] {
      let used = try evaluator(scenario)
      for fast in [3.0, 22, 9] { _ = try used.evaluate(point(fast)) { _, _ in true } }
      let again = try used.evaluate(point(15)) { _, _ in true }
      #expect(try again == evaluator(scenario).evaluate(point(15)) { _, _ in true } && again.values[0] != 0)
    }
  }

  @Test func `windows walk, and what is out of sample is no part of the value`() throws {
    let walk = try WalkForward(inSample: 60, outOfSample: 20, step: 30)
    let windows = try walk.windows(days: 150)
    #expect(windows.map(\.inSample) == [0..<60, 30..<90, 60..<120])
    #expect(windows.map(\.outOfSample) == [60..<80, 90..<110, 120..<140])
    let result = try evaluator(scenario(walk: walk)).evaluate(point(5)) { _, _ in true }
    let count = try walk.windows(days: StrategyTests.closes.days).count
    #expect(result.notes.inSample.count == count && result.notes.outOfSample.count == count)
    let mean = result.notes.inSample.reduce(0) { $0 + $1[0] } / Double(count)
    #expect(result.values == [mean] && result.notes.inSample != result.notes.outOfSample)
  }

  /// What comes after a window is not known in it: prices that change later leave its result as it was.
  @Test func `no window sees a later day`() throws {
    let closes = StrategyTests.closes
    let walk = try WalkForward(inSample: 60, outOfSample: 20)
    let end = try walk.windows(days: closes.days)[0].outOfSample.upperBound
    let other = Panel<Float>(days: closes.days, assets: closes.assets) { day, asset in
      closes[day, asset] * (day < end ? 1 : Float(1 + day % 7))
    }
    let scenario = try scenario(walk: walk)
    let before = try evaluator(scenario).evaluate(point(5)) { _, _ in true }
    let after = try ScenarioEvaluator(scenario, closes: other, dates: Self.dates).evaluate(point(5)) { _, _ in true }
    #expect(before.notes.inSample[0] == after.notes.inSample[0])
    #expect(before.notes.outOfSample[0] == after.notes.outOfSample[0])
    #expect(before.notes.inSample.last != after.notes.inSample.last)
  }

  @Test func `a trial that does not go on has the value of its windows so far`() throws {
    let scenario = try scenario(walk: WalkForward(inSample: 60, outOfSample: 20))
    var steps: [Int] = []
    let result = try evaluator(scenario).evaluate(point(5)) { step, losses in
      steps.append(step)
      return step < 1
    }
    #expect(steps == [0, 1] && result.isPruned && result.notes.inSample.count == 2)
  }

  @Test func `a broken constraint says by how much`() throws {
    let result = try evaluator(scenario(constraints: ["all_num_trades <= 1", "all_num_trades >= 0"]))
      .evaluate(point(5)) { _, _ in true }
    #expect(result.notes.constraints[0] > 0 && result.notes.constraints[1] <= 0 && !result.notes.isFeasible)
  }

  @Test func `equal scenarios have equal texts, others have others`() throws {
    let texts = [
      try scenario(), try scenario(slow: 41), try scenario(objectives: [.sharpe]),
      try scenario(constraints: ["sharpe >= 1"]), try scenario(walk: WalkForward(inSample: 60, outOfSample: 20)),
    ].map(\.canonical)
    #expect(Set(texts).count == texts.count)
    let space = Distribution.integer(low: 1, high: 3, step: 1, isLogarithmic: false)
    #expect(try scenario(fast: space).canonical == texts[0], "where else it looks does not change a trial's value")
  }

  @Test func `what makes no scenario is refused`() throws {
    #expect(throws: OptimizationError.noObjective) { try scenario(objectives: []) }
    #expect(throws: OptimizationError.self) {
      try Scenario(
        strategy: MovingAverageCrossover.self, fixed: ["fast": .integer(1)],
        space: SearchSpace(["fast": .integer(low: 1, high: 2, step: 1, isLogarithmic: false)]), objectives: [.sharpe],
        rules: BookRules())
    }
    #expect(throws: OptimizationError.self) { try WalkForward(inSample: 1, outOfSample: 10) }
    #expect(throws: OptimizationError.self) {
      try evaluator(scenario(walk: WalkForward(inSample: 100_000, outOfSample: 10)))
    }
  }
}
