import TickmarkTypesetting

/// Time of one call against its size, both logarithmic: one series a variant, with the fitted exponent.
struct ScalingChart {
  private static let plotHeight = 260.0
  private static let plotStart = 84.0

  private let operation: String
  private let series: [Growth]

  /// Nil where fewer than two sizes of the operation were timed.
  init?(_ operation: String, rows: [ReportRow]) {
    series = Growth.ofVariants(in: rows)
    guard !series.isEmpty else { return nil }
    self.operation = operation
  }

  var svg: String? {
    let top = 56 + Double(series.count) * 18
    let bottom = top + Self.plotHeight
    let points = series.flatMap(\.points)
    guard
      let across = LogAxis(around: points.map(\.size), start: Self.plotStart, end: 696),
      let up = LogAxis(around: points.flatMap { [$0.time] + ($0.interval ?? []) }, start: bottom, end: top)
    else { return nil }
    let title = "Time against size: \(operation)"
    var svg = SVG(title: title, summary: summary)
    svg.text(TextWidth.shortened(title, to: ChartFrame.titleColumns), x: 16, y: 26, class: "title")
    for (index, one) in series.enumerated() { legend(one, index, in: &svg) }
    for tick in up.ticks(spacing: 26) {
      svg.line(Self.plotStart, up.position(tick), 696, up.position(tick), class: "grid")
      svg.text(
        Units.tick(tick, unit: "ns"), x: Self.plotStart - 8, y: up.position(tick) + 4, anchor: .end,
        class: "small faint")
    }
    for tick in across.ticks(spacing: 50) {
      svg.line(across.position(tick), top, across.position(tick), bottom, class: "grid")
      svg.text(
        Units.tick(tick, unit: ""), x: across.position(tick), y: bottom + 17, anchor: .middle, class: "small faint")
    }
    let measure = series.allSatisfy(\.isOfElements) ? "elements handled by one call" : "size in the case's name"
    svg.text(
      "\(measure), n (logarithmic)", x: 390, y: bottom + 36, anchor: .middle, class: "small faint")
    for (index, one) in series.enumerated() { draw(one, index, across, up, in: &svg) }
    return svg.document(height: bottom + 50)
  }

  private var summary: String {
    series.map { "\($0.variant): \($0.fit?.text ?? "one size")" }.joined(separator: "; ")
  }

  private func legend(_ one: Growth, _ index: Int, in svg: inout SVG) {
    let y = 46 + Double(index) * 18
    svg.mark(Shape.series(index), x: 23, y: y, class: ChartStyle.series(index))
    let fit = one.fit.map { "\($0.text), fitted to \(one.points.count) sizes" } ?? "one size: no fit"
    svg.text("\(TextWidth.shortened(one.variant, to: 40)): \(fit)", x: 36, y: y + 4, class: "label")
  }

  private func draw(_ one: Growth, _ index: Int, _ across: LogAxis, _ up: LogAxis, in svg: inout SVG) {
    let style = ChartStyle.series(index)
    if let fit = one.fit, let first = one.points.first?.size, let last = one.points.last?.size {
      // A fit may leave the picture where few points scatter widely: it is drawn within.
      let y = [first, last].map { min(max(up.position(fit.cost(at: $0)), up.end), up.start) }
      svg.line(across.position(first), y[0], across.position(last), y[1], class: "fit \(style)")
    }
    for point in one.points {
      let x = across.position(point.size)
      if let interval = point.interval {
        svg.line(x, up.position(interval[0]), x, up.position(interval[1]), class: "bar \(style)")
      }
      svg.mark(Shape.series(index), x: x, y: up.position(point.time), class: style)
    }
  }
}
