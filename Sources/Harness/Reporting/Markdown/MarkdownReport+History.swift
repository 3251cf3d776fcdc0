import TickmarkBaselines
import TickmarkTypesetting

extension MarkdownReport {
  /// Since when rows are slower or faster, and the pictures of all.
  static func history(_ content: ReportContent, charts: ChartSet) -> String {
    guard let found = content.history?.found, found.runs > 1 else { return "" }
    var table = MarkdownTable("Row", ">Change", ">Before", ">After", ">Chance", "Last run before", "First run after")
    for change in found.changes {
      table.append([
        Markdown.code(change.row), change.ratio.map(Units.change) ?? Decimals.absent,
        MetricName.quantity(change.before, of: change.metric, unit: change.unit),
        MetricName.quantity(change.after, of: change.metric, unit: change.unit),
        "≤ \(Units.percent(change.pValue))", run(change.lastBefore), run(change.firstAfter),
      ])
    }
    let text = """
      ## History

      \(found.runs) runs on \(Markdown.prose(found.machineClass)). A change is a place where the level of a row's time, in calls of
      its yardstick, moves by \(Units.percent(found.margin)) or more; a row without any shows one in \(Units.percent(found.level)) of cases.


      """
    return text + (table.isEmpty ? "No row has changed.\n" : table.text)
      + images(charts.charts.filter { $0.kind == .history })
  }

  private static func run(_ run: HistoryChange.Run) -> String {
    Markdown.prose("\(run.commit.prefix(10))\(run.dirty ? "+" : "") (\(run.started.prefix(10)))")
  }
}
