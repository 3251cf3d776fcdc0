public import TickmarkBacktest
public import TickmarkFrames

/// Back-tests of one panel, one after the other, in memory of its own: what a worker owns.
///
/// - Complexity: O(`days` · `assets`) a back-test; the memory of the weights and of the book is used again.
public struct Backtester: ~Copyable {
  public let closes: Panel<Float>
  public let dates: [Day]
  public let rules: BookRules
  private var weights: StrategyWeights
  private var workspace: BookWorkspace

  /// - Parameter record: what a back-test keeps beside its value: trades cost a little, a ledger more.
  public init(closes: Panel<Float>, dates: [Day], rules: BookRules, record: BookWorkspace.Record = .trades) {
    precondition(closes.days == dates.count, "a date a day")
    self.closes = closes
    self.dates = dates
    self.rules = rules
    weights = StrategyWeights(for: closes)
    workspace = BookWorkspace(days: closes.days, record: record)
  }

  /// - Throws: `.failedBacktest` where the book refuses its input; what the strategy throws.
  public mutating func run(_ strategy: some Strategy) throws(OptimizationError) -> BookStatistics {
    try strategy.fill(&weights, from: closes)
    let input: BookInput<Float>
    do {
      input = try BookInput(weights: weights.panel(), closes: closes, dates: dates, rules: rules)
    } catch { throw .failedBacktest("\(error)") }
    return Book<Float>.simd.body(input, &workspace)
  }
}
