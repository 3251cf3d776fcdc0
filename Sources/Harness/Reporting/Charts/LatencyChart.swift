import TickmarkTypesetting

/// Latency against the rate at which work was offered, both logarithmic: a line a percentile.
package struct LatencyChart {
  package struct Series {
    let name: String
    /// Per second, and nanoseconds.
    let points: [(rate: Double, latency: Double)]

    package init(name: String, points: [(rate: Double, latency: Double)]) { (self.name, self.points) = (name, points) }
  }

  private static let plotStart = 84.0
  private static let plotHeight = 280.0

  private let title: String
  private let across: String
  private let series: [Series]

  package init(title: String, across: String, series: [Series]) {
    (self.title, self.across, self.series) = (title, across, series)
  }

  /// Nil where there is nothing to draw.
  package var svg: String? {
    let top = 70.0
    let bottom = top + Self.plotHeight
    let points = series.flatMap(\.points)
    guard let x = LogAxis(around: points.map(\.rate), start: Self.plotStart, end: 696),
      let y = LogAxis(around: points.map(\.latency), start: bottom, end: top)
    else { return nil }
    var svg = SVG(title: title, summary: "\(series.count) percentiles at \(series.first?.points.count ?? 0) rates")
    svg.text(title, x: 16, y: 26, class: "title")
    for (index, one) in series.enumerated() {
      let left = Self.plotStart + Double(index) * 90
      svg.mark(Shape.series(index), x: left, y: 47, class: ChartStyle.series(index))
      svg.text(one.name, x: left + 12, y: 51, class: "label")
    }
    for tick in y.ticks(spacing: 26) {
      svg.line(Self.plotStart, y.position(tick), 696, y.position(tick), class: "grid")
      svg.text(
        Units.tick(tick, unit: "ns"), x: Self.plotStart - 8, y: y.position(tick) + 4, anchor: .end,
        class: "small faint")
    }
    for tick in x.ticks(spacing: 50) {
      svg.line(x.position(tick), top, x.position(tick), bottom, class: "grid")
      svg.text(Units.tick(tick, unit: ""), x: x.position(tick), y: bottom + 17, anchor: .middle, class: "small faint")
    }
    svg.text("\(across) (logarithmic)", x: 390, y: bottom + 36, anchor: .middle, class: "small faint")
    for (index, one) in series.enumerated() {
      let style = ChartStyle.series(index)
      let places = one.points.map { (x: x.position($0.rate), y: y.position($0.latency)) }
      for (a, b) in zip(places, places.dropFirst()) { svg.line(a.x, a.y, b.x, b.y, class: "fit \(style)") }
      for place in places { svg.mark(Shape.series(index), x: place.x, y: place.y, class: style) }
    }
    return svg.document(height: bottom + 50)
  }
}
