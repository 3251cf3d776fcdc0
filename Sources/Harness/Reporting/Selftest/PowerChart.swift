import TickmarkSelftest
import TickmarkTypesetting

/// How often a slowdown was seen, against its size: one series a kind of work and margin.
struct PowerChart {
  private struct Series {
    var name: String
    var points: [(effect: Double, share: Double)]
  }

  private static let top = 110.0
  private static let bottom = 350.0
  private static let left = 64.0
  private static let right = 696.0

  private let series: [Series]

  init(_ record: SelftestRecord) {
    let slowed = record.rows.filter { $0.effect > 0 && $0.comparisons > 0 }
    var names: [String] = []
    for row in slowed where !names.contains(Self.name(row)) { names.append(Self.name(row)) }
    series = names.map { name in
      let points = slowed.filter { Self.name($0) == name }
        .map { (effect: $0.effect, share: Double($0.flagged) / Double($0.comparisons)) }
      return Series(name: name, points: points.sorted { $0.effect < $1.effect })
    }
  }

  /// Nil where nothing was slowed down.
  var svg: String? {
    guard
      let across = LogAxis(around: series.flatMap { $0.points.map(\.effect) }, start: Self.left, end: Self.right)
    else { return nil }
    var svg = SVG(title: "Slowdowns that the gate saw", summary: summary)
    svg.text("Slowdowns that the gate saw", x: 16, y: 26, class: "title")
    for (index, one) in series.enumerated() {
      let (column, line) = (Double(index % 3), Double(index / 3))
      svg.mark(Shape.series(index), x: 23 + 230 * column, y: 46 + 18 * line, class: ChartStyle.series(index))
      svg.text(one.name, x: 36 + 230 * column, y: 50 + 18 * line, class: "label")
    }
    for share in [0, 0.25, 0.5, 0.75, 1] {
      svg.line(Self.left, height(share), Self.right, height(share), class: "grid")
      svg.text(Units.percent(share), x: Self.left - 8, y: height(share) + 4, anchor: .end, class: "small faint")
    }
    for effect in Set(series.flatMap { $0.points.map(\.effect) }).sorted() {
      svg.line(across.position(effect), Self.top, across.position(effect), Self.bottom, class: "grid")
      svg.text(
        Units.percent(effect), x: across.position(effect), y: Self.bottom + 17, anchor: .middle, class: "small faint")
    }
    svg.text("more work on one side (logarithmic)", x: 380, y: Self.bottom + 36, anchor: .middle, class: "small faint")
    for (index, one) in series.enumerated() { draw(one, index, across, in: &svg) }
    return svg.document(height: Self.bottom + 50)
  }

  private func draw(_ one: Series, _ index: Int, _ across: LogAxis, in svg: inout SVG) {
    let style = ChartStyle.series(index)
    let places = one.points.map { (x: across.position($0.effect), y: height($0.share)) }
    for (start, end) in zip(places, places.dropFirst()) {
      svg.line(start.x, start.y, end.x, end.y, class: "bar \(style)")
    }
    for place in places { svg.mark(Shape.series(index), x: place.x, y: place.y, class: style) }
  }

  private func height(_ share: Double) -> Double { Self.bottom - share * (Self.bottom - Self.top) }

  private var summary: String {
    series.map { one in
      "\(one.name): "
        + one.points.map { "\(Units.percent($0.share)) of +\(Units.percent($0.effect))" }.joined(separator: ", ")
    }.joined(separator: "; ")
  }

  private static func name(_ row: SelftestRecord.Row) -> String {
    "\(row.kind), margin \(Units.percent(row.margin))"
  }
}
