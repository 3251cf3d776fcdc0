public import TickmarkBaselines
import TickmarkTypesetting

/// Rows over the runs of a history: each against its own median, with its changes marked.
public struct HistoryChart {
  static let rowLimit = 12
  private static let rowHeight = 56.0
  private static let columns = 380

  private let title: String
  private let rows: [(series: HistorySeries, changes: [HistoryChange])]
  private let left: Int
  private let runs: Int

  /// Rows with changes come first where there are more than a picture holds; nil where no row has two runs.
  public init?(_ title: String, _ series: [HistorySeries], changes: [HistoryChange], runs: Int) {
    let byRow = Dictionary(grouping: changes, by: \.row)
    let drawable = series.filter { one in one.points.count > 1 && one.points.allSatisfy { LogAxis.canShow($0.value) } }
    guard !drawable.isEmpty, runs > 1 else { return nil }
    let changed = drawable.filter { byRow[$0.key] != nil }
    let chosen =
      drawable.count <= Self.rowLimit
      ? drawable : Array((changed + drawable.filter { byRow[$0.key] == nil }).prefix(Self.rowLimit))
    rows = chosen.map { ($0, byRow[$0.key] ?? []) }
    left = drawable.count - rows.count
    self.title = title
    self.runs = runs
  }

  public var svg: String {
    var frame = ChartFrame(
      title: "History: \(title)",
      subtitle: "Each line is a row's metric, run by run; an upright line is a change that chance does not explain.",
      plotEnd: 600)
    let bottom = ChartFrame.top + Double(rows.count) * Self.rowHeight + 6
    for (index, row) in rows.enumerated() {
      draw(row.series, row.changes, top: ChartFrame.top + Double(index) * Self.rowHeight, in: &frame)
    }
    for run in [1, runs] {
      frame.svg.text(
        "run \(run)", x: position(run - 1, frame), y: bottom + 17, anchor: run == 1 ? .start : .end,
        class: "small faint")
    }
    if left > 0 { frame.footnote("\(left) rows more have a history.", bottom: bottom) }
    return frame.document(bottom: bottom, hasFootnote: left > 0)
  }

  private func position(_ run: Int, _ frame: ChartFrame) -> Double {
    ChartFrame.plotStart + Double(run) / Double(max(runs - 1, 1)) * (frame.plotEnd - ChartFrame.plotStart)
  }

  private func draw(
    _ series: HistorySeries, _ changes: [HistoryChange], top: Double, in frame: inout ChartFrame
  ) {
    let parts = series.key.split(separator: ":")
    frame.name(parts.dropLast().joined(separator: ":"), String(parts.last ?? ""), y: top + Self.rowHeight / 2)
    // A quiet row keeps some air, so that its noise does not fill the picture.
    let values = series.points.map(\.value)
    let middle = values.sorted()[values.count / 2]
    guard
      let axis = LogAxis(
        around: values, including: [middle * 0.97, middle * 1.03], start: top + Self.rowHeight - 8, end: top + 6)
    else { return }
    frame.svg.line(ChartFrame.plotStart, axis.position(middle), frame.plotEnd, axis.position(middle), class: "grid")
    let step = max(1, series.points.count / Self.columns)
    let points = stride(from: 0, to: series.points.count, by: step).map { start -> (x: Double, y: Double) in
      let group = series.points[start..<min(start + step, series.points.count)]
      let value = group.map(\.value).sorted()[group.count / 2]
      return (position(group[group.startIndex].run, frame), axis.position(value))
    }
    frame.svg.polyline(points, class: "bar \(ChartStyle.series(0))")
    for change in changes {
      let x = position(change.firstAfter.number - 1, frame)
      frame.svg.line(x, top + 4, x, top + Self.rowHeight - 4, class: "rule")
      let text = change.ratio.map(Units.change) ?? ""
      frame.svg.text(text, x: x - 4, y: top + 12, anchor: .end, class: "small")
    }
    let last = series.points[series.points.count - 1].value
    frame.svg.text(
      MetricName.quantity(last, of: series.metric, unit: series.unit), x: frame.plotEnd + 10,
      y: axis.position(last) + 4, class: "small")
  }
}
