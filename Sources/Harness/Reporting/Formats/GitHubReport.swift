import TickmarkGating
import TickmarkTypesetting

extension ReportFormat {
  /// Workflow commands that GitHub Actions shows as annotations of a run: an error a regression, broken budget and
  /// disagreement, a warning an undecided row, a notice for the headline.
  ///
  /// GitHub shows ten of each level a step; where there are more, the tenth counts the rest.
  ///
  /// - Source: GitHub's documentation, "Workflow commands for GitHub Actions".
  static let github = ReportFormat("github", "annotations of a GitHub Actions run; write them to '-'") {
    (content) throws(ReportingError) in GitHubReport.annotations(content)
  }

  /// The Markdown report, at most 1 MiB: what a file named by `GITHUB_STEP_SUMMARY` may hold.
  static let githubSummary = ReportFormat(
    "github-summary", "a step summary, for $GITHUB_STEP_SUMMARY", showsHistory: true
  ) {
    (content) throws(ReportingError) in GitHubReport.summary(MarkdownReport.text(content, charts: .none))
  }
}

enum GitHubReport {
  static let mostAnnotations = 10
  static let mostBytes = 1 << 20

  static func annotations(_ content: ReportContent) -> String {
    let outcomes =
      content.rows.map { ($0.plainName, TestOutcome($0)) }
      + content.budgets.map { ("\($0.case) \($0.variant)", TestOutcome($0)) }
    let errors = outcomes.compactMap { name, outcome -> String? in
      switch outcome {
      case .failed(let why), .broken(let why): command("error", title: name, why)
      case .passed, .skipped: nil
      }
    }
    let warnings = outcomes.compactMap { name, outcome -> String? in
      guard case .skipped(let why) = outcome else { return nil }
      return command("warning", title: name, why)
    }
    let headline = command("notice", title: "tickmark: \(content.headline.word)", content.headline.sentence())
    let lines = limited(errors, "error") + limited(warnings, "warning") + [headline]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func limited(_ lines: [String], _ level: String) -> [String] {
    guard lines.count > mostAnnotations else { return lines }
    let rest = lines.count - mostAnnotations + 1
    return lines.prefix(mostAnnotations - 1)
      + [command(level, title: "tickmark", "\(rest) more of this kind; the report has them all")]
  }

  private static func command(_ level: String, title: String, _ message: String) -> String {
    "::\(level) title=\(escaped(title, isProperty: true))::\(escaped(message, isProperty: false))"
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    let escaped = TextWidth.clean(text).replacing("%", with: "%25").replacing("\r", with: "%0D").replacing(
      "\n", with: "%0A")
    return isProperty ? escaped.replacing(":", with: "%3A").replacing(",", with: "%2C") : escaped
  }

  /// Whole lines, and what was cut.
  static func summary(_ markdown: String, mostBytes: Int = mostBytes) -> String {
    guard markdown.utf8.count > mostBytes else { return markdown }
    let end = "\n…\n\nCut off here: a step summary holds 1 MiB. The report has all of it.\n"
    var kept = ""
    var bytes = end.utf8.count
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      bytes += line.utf8.count + 1
      guard bytes <= mostBytes else { break }
      kept += line + "\n"
    }
    return kept + end
  }
}
