import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

extension ReportDocument {
  /// The verdict, and what was compared with what.
  static func opening(_ content: ReportContent) -> [Block] {
    let headline = content.headline
    var facts: [[Span]] = []
    if let comparison = content.comparison {
      facts = [
        [.text("Before: \(comparison.a)")], [.text("After: \(comparison.b)")],
        [.text("Rows: \(tally(comparison, content)).")],
      ]
    } else {
      facts = [[.text("Code: \(content.commitName), measured \(content.run.started).")]]
    }
    if !content.budgets.isEmpty {
      let outcomes: [BudgetResult.Outcome] = [.broken, .undecided, .held]
      let counts = outcomes.map { outcome in "\(content.budgets.count { $0.outcome == outcome }) \(outcome.rawValue)" }
      facts.append([.text("Budgets: \(counts.joined(separator: ", ")).")])
    }
    return [
      .paragraph([
        .text("\(headline.mark) "), .strong(headline.word), .text(": "), .worded { headline.sentence(in: $0) },
      ]),
      .list(facts),
    ]
  }

  private static func tally(_ comparison: Comparison, _ content: ReportContent) -> String {
    let verdicts: [Verdict] = [.regressed, .improved, .equivalent, .undecided]
    let judged = verdicts.map { verdict in "\(comparison.rows.count { $0.verdict == verdict }) \(verdict.rawValue)" }
    let missing = content.rows.count { $0.status == .missing }
    let added = content.rows.count { $0.status == .added }
    return (judged + ["\(missing) missing", "\(added) added"]).joined(separator: ", ")
      + " (a row is one metric of one variant of one case)"
  }

  static func budgets(_ content: ReportContent) -> Section {
    var table = ReportTable("Case", "Variant", "Metric", ">Limit", ">Actual", ">Room left", "Outcome", "Note")
    for budget in content.budgets {
      let outcome: Span = budget.outcome == .broken ? .strong("broken") : .text(budget.outcome.rawValue)
      table.append([
        .code(budget.case), .code(budget.variant), .text(MetricName.words(budget.metric)),
        .number(BudgetText.limit(budget), rank: budget.limit), .number(BudgetText.actual(budget), rank: budget.actual),
        .number(BudgetText.room(budget), rank: budget.room),
        ReportTable.Cell(spans: [.text("\(budget.outcome.mark) "), outcome], rank: nil), .text(budget.note ?? ""),
      ])
    }
    return Section("Budgets", table.isEmpty ? [] : [.table(table)])
  }

  static func profiles(_ content: ReportContent) -> Section {
    let items = content.profiles.map { profile -> [Span] in
      let name: Span = profile.path.map { .link(profile.name, path: $0) } ?? .code(profile.name)
      return [name] + (profile.note.map { [.text(": \($0)")] } ?? [])
    }
    let meaning = "Where rows that regressed or broke a budget spend their time."
    return Section("Profiles", items.isEmpty ? [] : [.paragraph([.text(meaning)]), .list(items)])
  }

  static func controls(_ content: ReportContent) -> Section {
    var table = ReportTable("Case", ">Difference from itself", ">Interval", "Outcome")
    for control in content.controls {
      let outcome: [Span] = control.fired ? [.text("▲ "), .strong("fired")] : [.text("● quiet")]
      table.append([
        .code(control.case), .number(Units.change(control.ratio), rank: control.ratio),
        .number(Units.changeInterval(control.interval), rank: control.interval.first),
        ReportTable.Cell(spans: outcome, rank: nil),
      ])
    }
    let meaning = "The same code on both sides: a control that fires says that the machine cannot measure now."
    return Section("Controls", table.isEmpty ? [] : [.paragraph([.text(meaning)]), .table(table)])
  }

  static func omissions(_ content: ReportContent, charts: ChartSet) -> Section {
    let omissions = content.omissions + charts.absences
    let title = "Missing, added, undecided and left out"
    guard !omissions.isEmpty else {
      return Section(title, [.paragraph([.text("Nothing: every row was timed, compared and decided.")])])
    }
    let items = omissions.map { omission -> [Span] in
      let names: [Span] = omission.names.prefix(omissionLimit).flatMap { [.text(", "), .code($0)] }
      let more = omission.names.count - omissionLimit
      return [.strong(omission.kind.rawValue)] + (names.isEmpty ? [] : [.text(" ")] + names.dropFirst())
        + [.text((more > 0 ? " and \(more) more" : "") + ": \(omission.reason)")]
    }
    return Section(title, [.list(items)])
  }

  private static let omissionLimit = 20

  static func howToRead(_ content: ReportContent) -> Section {
    guard let comparison = content.comparison else { return Section("", []) }
    let confidence = Units.percent(comparison.confidence)
    return Section(
      "How to read a verdict",
      [
        .paragraph([.text("Intervals hold at \(confidence) confidence; the margin is the change that counts as one.")]),
        .list([
          [
            .text("▲ "), .strong("regressed"),
            .text(
              ": the whole interval lies above the margin. It is slower (or more), by more than the machine's own wobble."
            ),
          ],
          [
            .text("▼ "), .strong("improved"),
            .text(": the whole interval lies below the margin on the other side."),
          ],
          [
            .text("● "), .strong("equivalent"),
            .text(": the whole interval lies inside the margin. A change larger than that is ruled out."),
          ],
          [
            .text("◇ "), .strong("undecided"),
            .text(
              ": the interval crosses the margin, so the samples do not tell; \"visible from\" is the smallest change they could show."
            ),
          ],
        ]),
      ])
  }
}
