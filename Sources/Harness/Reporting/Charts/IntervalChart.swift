import TickmarkGating
import TickmarkTypesetting

/// Before and after, row by row, on a logarithmic axis of the ratio: the margin shaded, the verdict in shape, colour and word.
struct IntervalChart {
  static let rowLimit = 40
  private static let rowHeight = 28.0

  private let suite: String
  private let rows: [ReportRow]
  private let left: Int
  private let axis: LogAxis

  /// Nil where no row of the suite has both sides.
  init?(_ suite: ReportSuite) {
    let chosen = suite.chosen(Self.rowLimit) { $0.change.map(Self.isDrawable) ?? false }
    let changes = chosen.rows.compactMap(\.change)
    let befores = chosen.rows.compactMap(Self.relativeBefore).joined()
    let margins = changes.flatMap { [1 / (1 + $0.margin), 1 + $0.margin] }
    guard
      let axis = LogAxis(
        around: changes.flatMap { $0.interval + [$0.ratio] }, including: margins + befores + [0.99, 1.01],
        start: ChartFrame.plotStart, end: 515)
    else { return nil }
    self.suite = suite.name
    rows = chosen.rows
    left = chosen.left
    self.axis = axis
  }

  var svg: String {
    var frame = ChartFrame(
      title: "Before and after: \(suite)",
      subtitle:
        "Filled mark and line: after, with its interval. Open square: before, with its own. Shaded: the margin.",
      plotEnd: axis.end)
    let bottom = ChartFrame.top + Double(rows.count) * Self.rowHeight + 10
    for (index, row) in rows.enumerated() {
      guard let change = row.change else { continue }
      let y = ChartFrame.top + (Double(index) + 0.5) * Self.rowHeight + 3
      let start = axis.position(1 / (1 + change.margin))
      frame.svg.rectangle(
        x: start, y: y - Self.rowHeight / 2, width: axis.position(1 + change.margin) - start, height: Self.rowHeight,
        class: "band")
    }
    // A span of a factor reads as factors; a span of per cents as per cents.
    let isWide = axis.upper / axis.lower > 3
    frame.axis(
      axis, bottom: bottom, caption: "time after, against before (logarithmic; right is slower)", neutral: 1,
      label: { isWide ? Units.tick($0, unit: "×") : ChartFrame.percentLabel($0) })
    for (index, row) in rows.enumerated() {
      draw(row, y: ChartFrame.top + (Double(index) + 0.5) * Self.rowHeight + 3, in: &frame)
    }
    if left > 0 {
      frame.footnote("\(left) rows more stand in the table.", bottom: bottom)
    }
    return frame.document(bottom: bottom, hasFootnote: left > 0)
  }

  private func draw(_ row: ReportRow, y: Double, in frame: inout ChartFrame) {
    guard let change = row.change else { return }
    frame.name(row.shortCase, row.variant, y: y)
    let before = Self.relativeBefore(row)
    if let before {
      frame.svg.line(axis.position(before[0]), y - 6, axis.position(before[1]), y - 6, class: "beforeline")
    }
    frame.svg.mark(.square, x: axis.position(1), y: y - 6, size: 3, class: "before")
    let (style, shape) = change.verdict.drawing
    frame.svg.interval(
      from: axis.position(change.interval[0]), to: axis.position(change.interval[1]), y: y + 5, class: style)
    let hollow = change.verdict == .undecided ? " hollow" : ""
    frame.svg.mark(shape, x: axis.position(change.ratio), y: y + 5, size: 4.5, class: style + hollow)
    frame.svg.text(Units.change(change.ratio, half: change.interval), x: 630, y: y + 4, anchor: .end, class: "label")
    frame.svg.text(change.verdict.rawValue, x: 638, y: y + 4, class: "label")
  }

  /// Before's interval around its own median.
  private static func relativeBefore(_ row: ReportRow) -> [Double]? {
    guard let before = row.timeBefore, let interval = before.interval, before.value > 0 else { return nil }
    let relative = interval.map { $0 / before.value }
    return relative.allSatisfy(LogAxis.canShow) ? relative : nil
  }

  private static func isDrawable(_ change: ComparisonRow) -> Bool {
    change.interval.count == 2 && (change.interval + [change.ratio]).allSatisfy(LogAxis.canShow)
      && (0...1_000).contains(change.margin)
  }
}

extension Verdict {
  /// Class and shape of the verdict's mark.
  fileprivate var drawing: (style: String, shape: Shape) {
    switch self {
    case .improved: (ChartStyle.series(0), .inverted)
    case .regressed: (ChartStyle.series(1), .triangle)
    case .equivalent: (ChartStyle.series(2), .circle)
    case .undecided: (ChartStyle.series(3), .diamond)
    }
  }
}
