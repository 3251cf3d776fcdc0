/// Why a study cannot be made or go on.
public enum OptimizationError: Error, Equatable, Sendable {
  case emptySpace
  case badDistribution(parameter: String, problem: String)
  /// A value that is no number, or lies outside of its distribution.
  case badValue(parameter: String, value: String)
  case missingValue(parameter: String)
  /// Values of a strategy that contradict each other, or that it does not know.
  case badParameters(strategy: String, problem: String)
  case badWindows(problem: String)
  case noObjective
  case badConstraint(String, problem: String)
  case failedBacktest(String)
  case notCountable(sampler: String)
  case tooManyDimensions(sampler: String, dimensions: Int, most: Int)
}

extension OptimizationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .emptySpace: "the search space has no parameter; name one under [space]"
    case .badDistribution(let parameter, let problem): "parameter '\(parameter)': \(problem)"
    case .badValue(let parameter, let value):
      "parameter '\(parameter)' cannot be \(value); it lies outside of its space"
    case .missingValue(let parameter): "parameter '\(parameter)' has no value; give it one"
    case .badParameters(let strategy, let problem): "strategy '\(strategy)': \(problem)"
    case .badWindows(let problem): "walk-forward windows: \(problem)"
    case .noObjective: "a study has one objective or several different ones; name them"
    case .badConstraint(let text, let problem): "constraint '\(text)': \(problem)"
    case .failedBacktest(let reason): "the back-test failed: \(reason)"
    case .notCountable(let sampler):
      "the sampler '\(sampler)' needs a space of countable points; give every float a step, or take another sampler"
    case .tooManyDimensions(let sampler, let dimensions, let most):
      "the sampler '\(sampler)' knows \(most) dimensions, the space has \(dimensions); take 'random' or 'tpe'"
    }
  }
}
