import TickmarkTypesetting

/// What the row charts share: a title, a gutter of names on the left, a logarithmic axis below, a gutter of words on the right.
struct ChartFrame {
  static let plotStart = 250.0
  static let top = 62.0
  /// What a title may take of the picture's width in the widest of the faces.
  static let titleColumns = 70

  var svg: SVG
  let plotEnd: Double

  init(title: String, subtitle: String, plotEnd: Double) {
    svg = SVG(title: title, summary: subtitle)
    self.plotEnd = plotEnd
    svg.text(TextWidth.shortened(title, to: Self.titleColumns), x: 16, y: 26, class: "title")
    svg.text(subtitle, x: 16, y: 45, class: "small faint")
  }

  /// Grid lines and labels; `neutral` is drawn as a strong line.
  mutating func axis(_ axis: LogAxis, bottom: Double, caption: String, neutral: Double?, label: (Double) -> String) {
    for tick in axis.ticks(spacing: 50) {
      let x = axis.position(tick)
      svg.line(x, Self.top, x, bottom, class: "grid")
      svg.text(label(tick), x: x, y: bottom + 17, anchor: .middle, class: "small faint")
    }
    if let neutral, axis.contains(neutral) {
      svg.line(axis.position(neutral), Self.top, axis.position(neutral), bottom, class: "rule")
    }
    svg.text(caption, x: (Self.plotStart + plotEnd) / 2, y: bottom + 36, anchor: .middle, class: "small faint")
  }

  /// A row's name, shortened in the middle so that it stays in its gutter.
  mutating func name(_ name: String, _ variant: String, y: Double) {
    let short = TextWidth.shortened(variant, to: 14)
    let room = 33 - TextWidth.columns(short) - 3
    svg.text("\(TextWidth.shortened(name, to: room)) · \(short)", x: 16, y: y + 4, class: "label")
  }

  /// A ratio on an axis as a change, as short as it can be: `+10 %`.
  static func percentLabel(_ ratio: Double) -> String {
    let percent = (ratio - 1) * 100
    return (percent > 0.001 ? "+" : "") + Decimals.trimmed(percent, 2) + " %"
  }

  mutating func footnote(_ text: String, bottom: Double) {
    svg.text(text, x: 16, y: bottom + 56, class: "small faint")
  }

  func document(bottom: Double, hasFootnote: Bool) -> String {
    svg.document(height: bottom + (hasFootnote ? 70 : 50))
  }
}

extension ReportSuite {
  /// At most `limit` rows that `isShown` takes: those that a reader must act on first, then in the suite's order.
  func chosen(_ limit: Int, where isShown: (ReportRow) -> Bool) -> (rows: [ReportRow], left: Int) {
    let candidates = rows.filter(isShown)
    guard candidates.count > limit else { return (candidates, 0) }
    let ranked = candidates.enumerated().sorted { ($0.element.urgency, $0.offset) < ($1.element.urgency, $1.offset) }
    let kept = ranked.prefix(limit).sorted { $0.offset < $1.offset }
    return (kept.map(\.element), candidates.count - limit)
  }
}

extension ReportRow {
  fileprivate var urgency: Int {
    switch status {
    case .judged(.regressed): 0
    case .judged(.undecided): 1
    case .judged(.improved): 2
    default: 3
    }
  }
}
