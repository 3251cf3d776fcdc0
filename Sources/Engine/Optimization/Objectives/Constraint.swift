import TickmarkBacktest

/// What a back-test must not be, whatever its objective: `max_drawdown <= 0.3`.
public struct Constraint: Sendable, Hashable {
  public enum Relation: String, Sendable, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
  }

  /// The name of one of the back-test's statistics.
  public let statistic: String
  public let relation: Relation
  public let bound: Double

  /// - Throws: `.badConstraint` for a text that is none, or a statistic that the back-test does not have.
  public init(_ text: String) throws(OptimizationError) {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 3, let relation = Relation(rawValue: words[1]), let bound = Double(words[2]), bound.isFinite
    else {
      throw .badConstraint(text, problem: "it is no 'STATISTIC <= NUMBER' or 'STATISTIC >= NUMBER'")
    }
    guard Self.statistics.contains(words[0]) else {
      throw .badConstraint(text, problem: "the back-test has no statistic '\(words[0])'")
    }
    statistic = words[0]
    self.relation = relation
    self.bound = bound
  }

  /// How far a value is beyond the bound: at most 0 where the constraint is kept. A value that is no number breaks it.
  public func excess(of value: Double) -> Double {
    if value.isNaN { return .infinity }
    return relation == .atMost ? value - bound : bound - value
  }

  private static let statistics = Set(BookStatistics.names)
}
