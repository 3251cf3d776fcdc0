import TOMLKit
import TickmarkBacktest
import TickmarkOptimization

/// A scenario as its file says it: what is searched, on which prices, how and how far (`documentation/optimization.md`).
struct ScenarioFile {
  /// As the file has it.
  let text: String
  let scenario: Scenario
  /// As the file names it; relative to the file.
  let prices: String?
  let search: SearchSettings

  /// - Parameter path: what errors call it.
  /// - Throws: `ScenarioError`, `OptimizationError`, `BacktestError`.
  init(_ text: String, path: String) throws {
    self.text = text
    let root: TOMLTable
    do { root = try TOMLTable(string: text) } catch {
      throw ScenarioError(
        path: path, place: nil, problem: "no TOML: \(error)".split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    let file = ScenarioTable(root, path: path, place: nil)
    try file.allow(["data", "strategy", "space", "search", "rules", "walk-forward", "workers"])
    let data = try file.table("data")
    try data.allow(["prices"])
    prices = try data.text("prices")
    search = try SearchSettings(file.table("search"), workers: file.table("workers"))
    let strategy = try file.table("strategy")
    let name = try strategy.needed(strategy.text("name"), "name")
    guard let type = Strategies.named(name) else {
      throw strategy.error(
        "unknown strategy '\(name)'; there are \(Strategies.all.map { $0.name }.joined(separator: ", "))")
    }
    var fixed: [String: ParameterValue] = [:]
    for key in strategy.keys where key != "name" { fixed[key] = try strategy.value(key) }
    do {
      scenario = try Scenario(
        strategy: type, fixed: fixed, space: SearchSpace(Self.distributions(file.table("space"))),
        objectives: search.objectives, constraints: search.constraints.map { try Constraint($0) },
        rules: Self.rules(file.table("rules")), walkForward: Self.windows(file.table("walk-forward")))
    } catch let error as OptimizationError {
      throw ScenarioError(path: path, place: nil, problem: "\(error)")
    } catch let error as BacktestError {
      throw ScenarioError(path: path, place: "rules", problem: "\(error)")
    }
  }

  /// `fast = { low = 5, high = 100, step = 5 }`: whole numbers make an integer, `choices` a choice.
  private static func distributions(_ table: ScenarioTable) throws -> [String: Distribution] {
    var distributions: [String: Distribution] = [:]
    for name in table.keys {
      let parameter = try table.table(name)
      try parameter.allow(["low", "high", "step", "log", "choices"])
      if let choices = try parameter.values("choices") {
        try parameter.allow(["choices"])
        distributions[name] = .categorical(choices)
        continue
      }
      let low = try parameter.needed(parameter.number("low"), "low")
      let high = try parameter.needed(parameter.number("high"), "high")
      let step = try parameter.number("step")
      let isLogarithmic = try parameter.truth("log") ?? false
      if case .integer(let low) = low, case .integer(let high) = high, step?.isInteger ?? true {
        let step = if case .integer(let step)? = step { step } else { 1 }
        distributions[name] = .integer(low: low, high: high, step: step, isLogarithmic: isLogarithmic)
      } else {
        distributions[name] = .float(
          low: low.number ?? .nan, high: high.number ?? .nan, step: step?.number, isLogarithmic: isLogarithmic)
      }
    }
    return distributions
  }

  private static func rules(_ table: ScenarioTable) throws -> BookRules {
    let commission = ["cost-per-share", "cost-minimum", "cost-cap", "slippage-bps"]
    try table.allow(["capital", "allocation", "scope", "cost-bps"] + commission)
    let allocation = try table.text("allocation") ?? BookRules.Allocation.reinvest.rawValue
    guard let allocation = BookRules.Allocation(rawValue: allocation) else {
      throw table.error("allocation is reinvest or fixed, not '\(allocation)'")
    }
    let scope = try table.text("scope") ?? BookRules.Scope.book.rawValue
    guard let scope = BookRules.Scope(rawValue: scope) else {
      throw table.error("scope is book or changes, not '\(scope)'")
    }
    let basisPoints = try table.double("cost-bps")
    let isCommission = table.keys.contains { commission.contains($0) }
    if basisPoints != nil, isCommission { throw table.error("cost-bps and a commission are two cost models; give one") }
    let cost: FillCost =
      if let basisPoints {
        try .basisPoints(basisPoints)
      } else if isCommission {
        try .commission(
          perShare: table.double("cost-per-share") ?? 0.005, minimum: table.double("cost-minimum") ?? 1,
          cap: table.double("cost-cap") ?? 0.005, slippageBasisPoints: table.double("slippage-bps") ?? 2.5)
      } else {
        .free
      }
    return try BookRules(capital: table.double("capital") ?? 100_000, allocation: allocation, scope: scope, cost: cost)
  }

  private static func windows(_ table: ScenarioTable) throws -> WalkForward? {
    try table.allow(["in-sample", "out-of-sample", "step"])
    guard !table.keys.isEmpty else { return nil }
    return try WalkForward(
      inSample: table.needed(table.whole("in-sample"), "in-sample"),
      outOfSample: table.needed(table.whole("out-of-sample"), "out-of-sample"), step: table.whole("step"))
  }
}

extension ParameterValue {
  fileprivate var isInteger: Bool { if case .integer = self { true } else { false } }
}
