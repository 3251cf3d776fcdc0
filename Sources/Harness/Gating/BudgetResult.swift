/// One line of `budgets.toml` held against a run.
public struct BudgetResult: Codable, Sendable, Equatable {
  public enum Outcome: String, Codable, Sendable { case held, broken, undecided }

  public var `case`: String
  public var variant: String
  /// What is limited: `wall`, `wall.p95` (of a percentile), `speedup`, `allocations`, `allocatedBytes`, `throughput`.
  public var metric: String
  public var limit: Double
  /// Absent where the run does not hold the metric.
  public var actual: Double?
  public var interval: [Double]?
  public var unit: String
  public var outcome: Outcome
  public var note: String?

  public init(
    case: String, variant: String, metric: String, limit: Double, actual: Double?, interval: [Double]?, unit: String,
    outcome: Outcome, note: String?
  ) {
    self.case = `case`
    self.variant = variant
    self.metric = metric
    self.limit = limit
    self.actual = actual
    self.interval = interval
    self.unit = unit
    self.outcome = outcome
    self.note = note
  }

  /// Room left as a fraction of the limit; negative where the budget is broken.
  public var room: Double? {
    guard let actual, limit != 0 else { return nil }
    return (metric == "speedup" || metric == "throughput" ? actual - limit : limit - actual) / abs(limit)
  }
}
