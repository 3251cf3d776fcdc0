public import TickmarkBaselines
public import TickmarkGating

/// All that a report tells, in one place: every format reads from here, so that no two formats can disagree.
public struct ReportContent: Sendable {
  public let title: String
  /// The run that the report is about: the "after".
  public let run: RunFile
  /// The run on the other side, where it is at hand: gives the "before" its intervals and samples.
  public let before: RunFile?
  public let comparison: Comparison?
  public let budgets: [BudgetResult]
  /// How the rows went from run to run, where a history is kept.
  public var history: HistoryExcerpt?
  /// Profiles of rows that were flagged.
  public let profiles: [ProfileLink]
  /// What to type to get these numbers again.
  public let command: String
  /// Every row of the run and of the comparison, and what is missing, by suite in the run's order.
  public let suites: [ReportSuite]

  public init(
    title: String, run: RunFile, before: RunFile? = nil, comparison: Comparison? = nil, budgets: [BudgetResult] = [],
    profiles: [ProfileLink] = [], command: String
  ) {
    self.title = title
    self.run = run
    self.before = before
    self.comparison = comparison
    self.budgets = budgets
    self.profiles = profiles
    self.command = command
    suites = ReportSuite.gathered(run: run, before: before, comparison: comparison)
  }

  /// The verdict in a sentence.
  public var headline: Headline { Headline(self) }

  /// The same code on both sides, from the run and from the comparison, each once.
  public var controls: [ControlRecord] {
    (comparison?.controls ?? []) + run.controls.filter { !(comparison?.controls.contains($0) ?? false) }
  }

  var rows: [ReportRow] { suites.flatMap(\.rows) }

  /// What the measured code is called: commit, and whether the work tree differed from it.
  var commitName: String { run.commit + (run.dirty ? " with changes that are not committed" : "") }
}

extension Verdict {
  /// A shape that goes with the word wherever it is shown, so that colour is never the only cue.
  var mark: String {
    switch self {
    case .regressed: "▲"
    case .improved: "▼"
    case .equivalent: "●"
    case .undecided: "◇"
    }
  }
}

extension BudgetResult.Outcome {
  var mark: String {
    switch self {
    case .held: "●"
    case .broken: "▲"
    case .undecided: "◇"
    }
  }
}
