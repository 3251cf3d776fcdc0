import TickmarkGating
import TickmarkTypesetting

extension ReportRow {
  /// Case and variant for other programs: no control codes, whatever the user named them.
  var plainName: String { TextWidth.clean("\(self.case) \(variant)") }

  /// Wall time of one call in nanoseconds, where there is such a number.
  var nanoseconds: Estimate? {
    guard let time = timeAfter, time.unit == "ns", time.value.isFinite else { return nil }
    return time
  }
}

/// What a row or a budget is to programs that know passed, failed and skipped.
///
/// Undecided is neither: it is skipped, with the reason, as is what could not be compared. `gate --strict` fails on it by
/// its exit status.
enum TestOutcome: Equatable {
  case passed
  case skipped(String)
  case failed(String)
  /// There is no measurement to judge.
  case broken(String)

  init(_ row: ReportRow) {
    switch row.status {
    case .disagrees:
      self = .broken("other results than the reference: \(row.after?.agreement.disagreement ?? "it was not timed")")
    case .missing: self = .skipped("in the baseline, not in this run")
    case .notCompared: self = .skipped("its time could not be compared")
    case .judged, .added, .alone:
      let regressed = row.changes.filter { $0.verdict == .regressed }
      let undecided = row.changes.filter { $0.verdict == .undecided }
      if !regressed.isEmpty {
        self = .failed(regressed.map { Self.described($0) + ($0.note.map { ", \($0)" } ?? "") }.joined(separator: "; "))
      } else if !undecided.isEmpty {
        self = .skipped("undecided: " + undecided.map(Self.described).joined(separator: "; "))
      } else {
        self = .passed
      }
    }
  }

  init(_ budget: BudgetResult) {
    let numbers = "\(BudgetText.actual(budget)), limit \(BudgetText.limit(budget))"
    let text = [numbers, budget.note].compactMap(\.self).joined(separator: "; ")
    switch budget.outcome {
    case .held: self = .passed
    case .broken: self = .failed("budget broken: \(text)")
    case .undecided: self = .skipped("undecided: \(text)")
    }
  }

  /// A change in words: metric, ratio with interval, before and after.
  static func described(_ row: ComparisonRow) -> String {
    let before = MetricName.quantity(row.a, of: row.metric, unit: row.unit)
    let after = MetricName.quantity(row.b, of: row.metric, unit: row.unit)
    let ratio = row.a == 0 ? "" : " (\(Units.change(row.ratio)) \(Units.changeInterval(row.interval)))"
    return "\(MetricName.words(row.metric)) \(before) → \(after)\(ratio)" + (row.yardstickWords.map { " \($0)" } ?? "")
  }
}
