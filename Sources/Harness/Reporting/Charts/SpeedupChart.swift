import TickmarkBaselines
import TickmarkTypesetting

/// Each variant against its operation's reference: a mark with its interval, on a logarithmic axis.
struct SpeedupChart {
  static let rowLimit = 40
  private static let rowHeight = 24.0

  private let suite: String
  private let rows: [ReportRow]
  private let left: Int
  private let axis: LogAxis
  /// Variants in order of appearance: each has a colour and a shape.
  private let variants: [String]

  /// Nil where no row has a speed-up.
  init?(_ suite: ReportSuite) {
    let chosen = suite.chosen(Self.rowLimit) { $0.after?.speedup.map(Self.isDrawable) ?? false }
    let speedups = chosen.rows.compactMap { $0.after?.speedup }
    guard
      let axis = LogAxis(
        around: speedups.flatMap { $0.interval + [$0.ratio] }, including: [0.95, 1.05], start: ChartFrame.plotStart,
        end: 530)
    else { return nil }
    self.suite = suite.name
    rows = chosen.rows
    left = chosen.left
    self.axis = axis
    var names: [String] = []
    for row in chosen.rows where !names.contains(row.variant) { names.append(row.variant) }
    variants = names
  }

  var svg: String {
    let references = Set(rows.compactMap { $0.after?.speedup?.against }).sorted()
    let against = references.count == 1 ? references[0] : "the reference"
    var frame = ChartFrame(
      title: "Speed-ups: \(suite)",
      subtitle:
        "How many times faster than \(TextWidth.shortened(against, to: 40)) each variant is, with its interval, timed in the same rounds.",
      plotEnd: axis.end)
    let bottom = ChartFrame.top + Double(rows.count) * Self.rowHeight + 6
    frame.axis(
      axis, bottom: bottom, caption: "speed-up (logarithmic; right is faster)", neutral: 1,
      label: { Units.tick($0, unit: "×") })
    for (index, row) in rows.enumerated() {
      guard let speedup = row.after?.speedup else { continue }
      let y = ChartFrame.top + (Double(index) + 0.5) * Self.rowHeight + 3
      let series = variants.firstIndex(of: row.variant) ?? 0
      frame.name(row.shortCase, row.variant, y: y)
      frame.svg.interval(
        from: axis.position(speedup.interval[0]), to: axis.position(speedup.interval[1]), y: y,
        class: ChartStyle.series(series))
      frame.svg.mark(
        Shape.series(series), x: axis.position(speedup.ratio), y: y, size: 4,
        class: ChartStyle.series(series))
      frame.svg.text(
        Units.ratio(speedup.ratio, interval: speedup.interval), x: 704, y: y + 4, anchor: .end, class: "label")
    }
    if left > 0 { frame.footnote("\(left) rows more stand in the table.", bottom: bottom) }
    return frame.document(bottom: bottom, hasFootnote: left > 0)
  }

  private static func isDrawable(_ speedup: PairedRecord) -> Bool {
    speedup.interval.count == 2 && (speedup.interval + [speedup.ratio]).allSatisfy(LogAxis.canShow)
  }
}
