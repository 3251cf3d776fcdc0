public import TickmarkBacktest

/// What a trial's value follows from, beside the prices and the trial's point.
public struct Scenario: Sendable {
  public let strategy: any Strategy.Type
  /// Parameters that are not searched.
  public let fixed: [String: ParameterValue]
  public let space: SearchSpace
  /// One or several; a study's directions are theirs.
  public let objectives: [Objective]
  public let constraints: [Constraint]
  public let rules: BookRules
  public let walkForward: WalkForward?

  /// - Throws: `.badParameters` for a name that the strategy does not have, or that is both fixed and searched;
  ///   `.noObjective`.
  public init(
    strategy: any Strategy.Type, fixed: [String: ParameterValue] = [:], space: SearchSpace, objectives: [Objective],
    constraints: [Constraint] = [], rules: BookRules, walkForward: WalkForward? = nil
  ) throws(OptimizationError) {
    if objectives.isEmpty || Set(objectives).count != objectives.count { throw .noObjective }
    if rules.timing == .nextBarOpen {
      throw .badParameters(strategy: strategy.name, problem: "a study has closing prices only, and fills at them")
    }
    let searched = space.parameters.map(\.name)
    if let both = searched.first(where: { fixed[$0] != nil }) {
      throw .badParameters(strategy: strategy.name, problem: "'\(both)' is both fixed and searched; name it once")
    }
    // Names are checked here; values are a trial's affair.
    let names = searched.map { ($0, ParameterValue.integer(0)) } + fixed.map { ($0.key, $0.value) }
    _ = try StrategyValues(Dictionary(uniqueKeysWithValues: names), of: strategy)
    self.strategy = strategy
    self.fixed = fixed
    self.space = space
    self.objectives = objectives
    self.constraints = constraints
    self.rules = rules
    self.walkForward = walkForward
  }

  /// Everything but the space, always in the same words: equal scenarios have equal texts.
  public var canonical: String {
    var lines = ["strategy \(strategy.name)"]
    lines += fixed.sorted { $0.key < $1.key }.map { "fixed \($0.key) = \($0.value)" }
    // What neither the scenario nor the space says has the strategy's own value, which the code's version covers.
    lines += objectives.map { "objective \($0.rawValue)" }
    lines += constraints.map { "constraint \($0.statistic) \($0.relation.rawValue) \($0.bound)" }.sorted()
    lines.append("capital \(rules.capital) allocation \(rules.allocation) scope \(rules.scope) cost \(rules.cost)")
    if let walk = walkForward { lines.append("windows \(walk.inSample) \(walk.outOfSample) \(walk.step)") }
    return lines.joined(separator: "\n")
  }

  public var directions: [Direction] { objectives.map(\.direction) }

  /// - Throws: `.badParameters` for a point that is none of the space; what the strategy throws.
  func strategy(at point: Point) throws(OptimizationError) -> any Strategy {
    let isOfSpace =
      point.values.count == space.dimensions
      && zip(space.parameters, point.values).allSatisfy { $0.distribution.canonical($1) != nil }
    guard isOfSpace else { throw .badParameters(strategy: strategy.name, problem: "the point is none of the space") }
    let values = space.shown(point).merging(fixed) { searched, _ in searched }
    return try strategy.init(StrategyValues(values, of: strategy))
  }
}
