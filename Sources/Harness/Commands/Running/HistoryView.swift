import TickmarkBaselines
import TickmarkGating
import TickmarkStatistics

/// Rows of a history with the changes that were found in them.
struct HistoryView {
  let entries: [HistoryEntry]
  let series: [HistorySeries]
  let found: HistoryChanges

  /// What `history` looks for if nothing else is said.
  static let level = 0.001
  static let margin = 0.02

  /// - Throws: `.noMatch` for a filter that selects no row, `.nothingToCompare` where no run has the metric of any.
  init(
    _ file: HistoryFile, metric: String, level: Double, margin: Double, bounds: Bool, selecting filters: [String]
  ) throws {
    let patterns = filters.map { NamePattern($0) }
    try self.init(file, metric: metric, level: level, margin: margin, bounds: bounds) { key in
      patterns.isEmpty || patterns.contains { $0.selects(key) }
    }
    for pattern in patterns where !entries.contains(where: { $0.cases.contains { pattern.selects($0) } }) {
      throw CommandError.noMatch(filter: pattern.text)
    }
    // A metric that nobody measured is no row without a change.
    let isMeasured = entries.contains { entry in
      zip(entry.cases, entry.columns[metric] ?? []).contains { key, value in
        value != nil && (patterns.isEmpty || patterns.contains { $0.selects(key) })
      }
    }
    if !isMeasured {
      let rows = filters.isEmpty ? "" : " of '\(filters.joined(separator: "' or '"))'"
      throw CommandError.nothingToCompare(
        "no run in '\(file.path)' has the metric '\(metric)'\(rows); name another --metric, or have runs measure it")
    }
  }

  /// - Parameter bounds: whether the intervals of the times are wanted; they cost as much as the times themselves.
  init(
    _ file: HistoryFile, metric: String = "wall", level: Double = level, margin: Double = margin, bounds: Bool = true,
    where isWanted: @escaping (String) -> Bool
  ) throws {
    let contents = try file.read(columns: Set([metric] + (bounds ? ["lower", "upper"] : [])))
    for remark in contents.remarks { Messages.warning(remark) }
    entries = contents.entries
    let (series, leftOut) = HistorySeries.all(of: entries, metric: metric, where: isWanted)
    self.series = series
    found = HistoryChanges(
      series, of: entries, metric: metric, method: ChangePoints(level: level), margin: margin, notes: leftOut)
  }
}
