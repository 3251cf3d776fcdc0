public import TickmarkFrames

/// Turns closes into target weights, by a few parameters.
///
/// Weights are fractions of the capital: an asset that is held has 1 / assets, so that a book of all of them is fully invested.
/// Weights of a day follow from the closes up to that day; where they are executed is the back-test's affair (`BookRules`).
///
/// - Shape: closes `days` × `assets` in, weights of the same shape out.
/// - Gaps: an asset without a value of an indicator it needs has weight 0 on that day.
public protocol Strategy: Sendable {
  /// As scenarios call it.
  static var name: String { get }
  static var summary: String { get }
  static var parameters: [StrategyParameter] { get }

  /// - Throws: `.badParameters` where values contradict each other; a trial of them fails.
  init(_ values: StrategyValues) throws(OptimizationError)

  /// Fills the weights of all days.
  ///
  /// - Precondition: the workspace was made for these closes.
  func fill(_ weights: inout StrategyWeights, from closes: Panel<Float>) throws(OptimizationError)
}

/// What a strategy can be told.
public struct StrategyParameter: Sendable {
  public let name: String
  public let summary: String
  /// What it is where a scenario does not say.
  public let usual: ParameterValue

  init(_ name: String, _ usual: ParameterValue, _ summary: String) {
    self.name = name
    self.usual = usual
    self.summary = summary
  }
}

/// A strategy's parameters by name; those that are not said have their usual values.
public struct StrategyValues: Sendable {
  private let values: [String: ParameterValue]
  private let strategy: String

  /// - Throws: `.badParameters` for a name that the strategy does not have.
  public init(_ values: [String: ParameterValue], of strategy: any Strategy.Type) throws(OptimizationError) {
    let known = strategy.parameters
    if let stranger = values.keys.filter({ name in !known.contains { $0.name == name } }).min() {
      let names = known.map(\.name).joined(separator: ", ")
      throw .badParameters(strategy: strategy.name, problem: "it has no parameter '\(stranger)'; there are \(names)")
    }
    self.values = Dictionary(uniqueKeysWithValues: known.map { ($0.name, values[$0.name] ?? $0.usual) })
    self.strategy = strategy.name
  }

  /// - Throws: `.badParameters` where it is no whole number in the range.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(OptimizationError) -> Int {
    guard let number = values[name]?.number.flatMap({ Int(exactly: $0) }), range.contains(number) else {
      throw .badParameters(
        strategy: strategy, problem: "'\(name)' is a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// - Throws: `.badParameters` where it is no number in the range.
  func number(_ name: String, in range: ClosedRange<Double>) throws(OptimizationError) -> Double {
    guard let number = values[name]?.number, range.contains(number) else {
      throw .badParameters(
        strategy: strategy, problem: "'\(name)' is a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

/// The strategies that scenarios can name.
public enum Strategies {
  public static let all: [any Strategy.Type] = [
    MovingAverageCrossover.self, RSIReversion.self, BollingerBreakout.self, CrossSectionalMomentum.self,
  ]

  public static func named(_ name: String) -> (any Strategy.Type)? { all.first { $0.name == name } }
}
