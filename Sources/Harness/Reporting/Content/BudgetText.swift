import TickmarkGating
import TickmarkTypesetting

/// A budget in words: its limit, what was measured, the room that is left.
enum BudgetText {
  /// `≤ 2.000 ms`; `≥ 5.000×` where more is better.
  static func limit(_ budget: BudgetResult) -> String {
    (moreIsBetter(budget) ? "≥ " : "≤ ") + MetricName.quantity(budget.limit, of: budget.metric, unit: budget.unit)
  }

  static func actual(_ budget: BudgetResult) -> String {
    guard let actual = budget.actual else { return "not measured" }
    let isCount = ["", "1", "count"].contains(budget.unit)
    guard let interval = budget.interval, interval.count == 2, !isCount else {
      return MetricName.quantity(actual, of: budget.metric, unit: budget.unit)
    }
    return Units.quantity(actual, half: (interval[1] - interval[0]) / 2, unit: budget.unit)
  }

  /// The room as a share of the limit, signed: negative where the budget is broken.
  static func room(_ budget: BudgetResult) -> String {
    guard let room = budget.room else { return Decimals.absent }
    return Units.change(1 + room)
  }

  private static func moreIsBetter(_ budget: BudgetResult) -> Bool {
    budget.metric == "speedup" || budget.metric == "throughput"
  }
}
