import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

/// The report as Markdown: the verdict first, then what it rests on, down to the machine and the command.
public enum MarkdownReport {
  /// - Parameter charts: the pictures beside the report, linked as `charts/…`; those that could not be drawn say why.
  public static func text(_ content: ReportContent, charts: ChartSet) -> String {
    let sections = [
      opening(content),
      times(content, charts: charts),
      speedups(content, charts: charts),
      scaling(content, charts: charts),
      resources(content),
      allocator(content),
      budgets(content),
      profiles(content),
      controls(content),
      omissions(content, charts: charts),
      howToRead(content),
      machine(content),
      reproduce(content),
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func opening(_ content: ReportContent) -> String {
    let headline = content.headline
    var text = "# \(Markdown.prose(content.title))\n\n"
    text += "\(headline.mark) **\(headline.word)**: \(headline.sentence(in: .markdown))\n\n"
    if let comparison = content.comparison {
      text += "- Before: \(Markdown.prose(comparison.a))\n- After: \(Markdown.prose(comparison.b))\n"
      text += "- Rows: \(tally(comparison, content)).\n"
    } else {
      text += "- Code: \(Markdown.prose(content.commitName)), measured \(Markdown.prose(content.run.started)).\n"
    }
    if !content.budgets.isEmpty {
      let outcomes: [BudgetResult.Outcome] = [.broken, .undecided, .held]
      let counts = outcomes.map { outcome in "\(content.budgets.count { $0.outcome == outcome }) \(outcome.rawValue)" }
      text += "- Budgets: \(counts.joined(separator: ", ")).\n"
    }
    return text
  }

  private static func tally(_ comparison: Comparison, _ content: ReportContent) -> String {
    let verdicts: [Verdict] = [.regressed, .improved, .equivalent, .undecided]
    let judged = verdicts.map { verdict in "\(comparison.rows.count { $0.verdict == verdict }) \(verdict.rawValue)" }
    let missing = content.rows.count { $0.status == .missing }
    let added = content.rows.count { $0.status == .added }
    return (judged + ["\(missing) missing", "\(added) added"]).joined(separator: ", ")
      + " (a row is one metric of one variant of one case)"
  }

  private static func budgets(_ content: ReportContent) -> String {
    guard !content.budgets.isEmpty else { return "" }
    var table = MarkdownTable("Case", "Variant", "Metric", ">Limit", ">Actual", ">Room left", "Outcome", "Note")
    for budget in content.budgets {
      let outcome = budget.outcome == .broken ? "**broken**" : budget.outcome.rawValue
      table.append([
        Markdown.code(budget.case), Markdown.code(budget.variant), MetricName.words(budget.metric),
        BudgetText.limit(budget),
        BudgetText.actual(budget), BudgetText.room(budget), "\(budget.outcome.mark) \(outcome)",
        Markdown.prose(budget.note ?? ""),
      ])
    }
    return "## Budgets\n\n" + table.text
  }

  private static func profiles(_ content: ReportContent) -> String {
    guard !content.profiles.isEmpty else { return "" }
    let lines = content.profiles.map { profile in
      let name = profile.path.map { "[\(Markdown.code(profile.name))](\($0))" } ?? Markdown.code(profile.name)
      return "- \(name)" + (profile.note.map { ": \(Markdown.prose($0))" } ?? "") + "\n"
    }
    return "## Profiles\n\nWhere rows that regressed or broke a budget spend their time.\n\n" + lines.joined()
  }

  private static func controls(_ content: ReportContent) -> String {
    guard !content.controls.isEmpty else { return "" }
    var table = MarkdownTable("Case", ">Difference from itself", ">Interval", "Outcome")
    for control in content.controls {
      table.append([
        Markdown.code(control.case), Units.change(control.ratio), Units.changeInterval(control.interval),
        control.fired ? "▲ **fired**" : "● quiet",
      ])
    }
    return
      "## Controls\n\nThe same code on both sides: a control that fires says that the machine cannot measure now.\n\n"
      + table.text
  }

  private static func omissions(_ content: ReportContent, charts: ChartSet) -> String {
    let omissions = content.omissions + charts.absences
    var text = "## Missing, added, undecided and left out\n\n"
    guard !omissions.isEmpty else { return text + "Nothing: every row was timed, compared and decided.\n" }
    for omission in omissions {
      let names = omission.names.isEmpty ? "" : " " + omission.listed(limit: 20, naming: Markdown.code)
      text += "- **\(omission.kind.rawValue)**\(names): \(Markdown.prose(omission.reason))\n"
    }
    return text
  }

  private static func howToRead(_ content: ReportContent) -> String {
    guard let comparison = content.comparison else { return "" }
    return """
      ## How to read a verdict

      Intervals hold at \(Units.percent(comparison.confidence)) confidence; the margin is the change that counts as one.

      - ▲ **regressed**: the whole interval lies above the margin. It is slower (or more), by more than the machine's own wobble.
      - ▼ **improved**: the whole interval lies below the margin on the other side.
      - ● **equivalent**: the whole interval lies inside the margin. A change larger than that is ruled out.
      - ◇ **undecided**: the interval crosses the margin, so the samples do not tell; "visible from" is the smallest change they could show.

      """
  }

  private static func reproduce(_ content: ReportContent) -> String {
    let longestFence = content.command.contains("```") ? "````" : "```"
    return "## Reproduce\n\n\(longestFence)sh\n\(content.command)\n\(longestFence)\n"
  }
}
