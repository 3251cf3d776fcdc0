public import TickmarkBaselines

/// What a report shows of a history: the rows of its run over time, and where they changed.
public struct HistoryExcerpt: Sendable {
  let series: [HistorySeries]
  let found: HistoryChanges

  public init(series: [HistorySeries], found: HistoryChanges) {
    self.series = series
    self.found = found
  }

  /// The picture of a suite's rows; nil where none has two runs.
  func chart(of suite: String) -> HistoryChart? {
    let own = series.filter { $0.key.hasPrefix("\(suite)/") }
    return HistoryChart(suite, own, changes: found.changes, runs: found.runs)
  }
}
