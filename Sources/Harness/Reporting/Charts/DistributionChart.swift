import TickmarkBaselines
import TickmarkTypesetting

/// The samples themselves, as strips of dots: before above after, relative to the median of before.
///
/// Without samples of before the strips stand alone, relative to their own median. The axis covers the 98 % of each strip in the
/// middle; samples beyond are counted at its ends, not dropped in silence.
struct DistributionChart {
  static let rowLimit = 12
  static let dotLimit = 200

  private struct Strip {
    var label: String
    /// Sorted, relative to the row's median.
    var samples: [Double]
    var isBefore: Bool

    var median: Double { samples[samples.count / 2] }
    /// The 98 % in the middle.
    var core: [Double] {
      let cut = samples.count / 100
      return [samples[cut], samples[samples.count - 1 - cut]]
    }
  }

  private static let stripHeight = 22.0
  private static let rowGap = 12.0

  private let suite: String
  private let rows: [(row: ReportRow, strips: [Strip])]
  private let left: Int
  private let axis: LogAxis

  /// Nil where no row has samples.
  init?(_ suite: ReportSuite) {
    let chosen = suite.chosen(Self.rowLimit) { !Self.strips($0).isEmpty }
    rows = chosen.rows.map { ($0, Self.strips($0)) }
    guard
      let axis = LogAxis(
        around: rows.flatMap(\.strips).flatMap(\.core), including: [0.995, 1.005], start: ChartFrame.plotStart + 46,
        end: 650)
    else { return nil }
    self.suite = suite.name
    left = chosen.left
    self.axis = axis
  }

  var svg: String {
    let hasBefore = rows.contains { $0.strips.contains(where: \.isBefore) }
    var frame = ChartFrame(
      title: "Samples: \(suite)",
      subtitle:
        "Each dot is a sample, each upright line a median; the rightmost numbers count samples beyond the axis.",
      plotEnd: axis.end)
    let heights = rows.map { Double($0.strips.count) * Self.stripHeight + Self.rowGap }
    let bottom = ChartFrame.top + heights.reduce(0, +) + 4
    let isWide = axis.upper / axis.lower > 3
    frame.axis(
      axis, bottom: bottom,
      caption: "time of one call, against the median of \(hasBefore ? "before" : "the row") (logarithmic)",
      neutral: nil, label: { isWide ? Units.tick($0, unit: "×") : ChartFrame.percentLabel($0) })
    var y = ChartFrame.top + Self.rowGap / 2
    for (index, (row, strips)) in rows.enumerated() {
      frame.name(row.shortCase, row.variant, y: y + Double(strips.count) * Self.stripHeight / 2)
      for (place, strip) in strips.enumerated() {
        draw(strip, y: y + (Double(place) + 0.5) * Self.stripHeight, in: &frame.svg)
      }
      y += heights[index]
    }
    if left > 0 {
      frame.footnote("\(left) rows more have samples.", bottom: bottom)
    }
    return frame.document(bottom: bottom, hasFootnote: left > 0)
  }

  private func draw(_ strip: Strip, y: Double, in svg: inout SVG) {
    svg.text(strip.label, x: ChartFrame.plotStart + 38, y: y + 4, anchor: .end, class: "small faint")
    let shown = strip.samples.filter(axis.contains)
    let stride = max(1, (shown.count + Self.dotLimit - 1) / Self.dotLimit)
    let points = shown.enumerated().filter { $0.offset % stride == 0 }.map { index, value in
      // The golden ratio spreads neighbours evenly without a random number: the same data give the same picture.
      let spread = (Double(index) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1) - 0.5
      return (x: axis.position(value), y: y + spread * (Self.stripHeight - 8))
    }
    svg.dots(points, class: strip.isBefore ? "dots before" : "\(ChartStyle.series(0)) dots")
    svg.line(axis.position(strip.median), y - 9, axis.position(strip.median), y + 9, class: "rule")
    let beyond = strip.samples.count - shown.count
    if beyond > 0 { svg.text("\(beyond)", x: 704, y: y + 4, anchor: .end, class: "small faint") }
  }

  private static func strips(_ row: ReportRow) -> [Strip] {
    let before = samples(row.before)
    let after = samples(row.after)
    guard let scale = before?.median ?? after?.median, let after else { return [] }
    let sides = [before.map { ("before", $0.values, true) }, ("after", after.values, false)].compactMap { $0 }
    return sides.map { label, values, isBefore in
      Strip(label: before == nil ? "" : label, samples: values.map { $0 / scale }.sorted(), isBefore: isBefore)
    }
  }

  private static func samples(_ record: CaseRecord?) -> (values: [Double], median: Double)? {
    guard let wall = record?.metrics["wall"], let median = wall.median, median > 0 else { return nil }
    let values = (wall.samples ?? []).compactMap { Units.nanoseconds($0, unit: wall.unit) }.filter(LogAxis.canShow)
    guard values.count > 1, let scale = Units.nanoseconds(median, unit: wall.unit), LogAxis.canShow(scale) else {
      return nil
    }
    return (values, scale)
  }
}
