import TickmarkBaselines
import TickmarkGating
import TickmarkStatistics

/// Rows of a history with the changes that were found in them.
struct HistoryView {
  let entries: [HistoryEntry]
  let series: [HistorySeries]
  let found: HistoryChanges

  /// - Parameter bounds: whether the intervals of the times are wanted, too.
  /// - Throws: `.noMatch` for a filter that selects no row.
  init(
    _ file: HistoryFile, metric: String, level: Double, margin: Double, selecting filters: [String], bounds: Bool
  ) throws {
    let contents = try file.read(columns: Set([metric] + (bounds ? ["lower", "upper"] : [])))
    for remark in contents.remarks { Messages.warning(remark) }
    entries = contents.entries
    let patterns = filters.map { NamePattern($0) }
    for pattern in patterns where !entries.contains(where: { $0.cases.contains { pattern.selects($0) } }) {
      throw CommandError.noMatch(filter: pattern.text)
    }
    let (series, leftOut) = HistorySeries.all(of: entries, metric: metric) { key in
      patterns.isEmpty || patterns.contains { $0.selects(key) }
    }
    self.series = series
    found = HistoryChanges(
      series, of: entries, metric: metric, method: ChangePoints(level: level), margin: margin, notes: leftOut)
  }
}
