import TickmarkReporting
import TickmarkTypesetting

/// Each trial's value, and the best one so far.
struct ConvergenceChart {
  private static let (left, right, top, bottom) = (76.0, 700.0, 62.0, 300.0)

  private let values: [(number: Int, value: Double, isFeasible: Bool)]
  private let trials: StudyTrials

  init(_ trials: StudyTrials) {
    self.trials = trials
    values = trials.complete.compactMap { trial in
      trial.values.first.flatMap { $0.isFinite ? (trial.number, $0, trial.notes.isFeasible) : nil }
    }
  }

  /// Nil where there is no line to draw.
  var svg: String? {
    // A few hopeless trials must not press all others into a line: the scale leaves out the worst twentieth.
    let sorted = values.map(\.value).sorted()
    guard values.count >= 2, let best = sorted.first, let worst = sorted.last, best < worst else { return nil }
    let isMaximum = trials.scenario.directions[0] == .maximize
    let rest = sorted.count / 20
    let low = isMaximum ? sorted[rest] : best
    let high = isMaximum ? worst : sorted[sorted.count - 1 - rest]
    guard low < high else { return nil }
    let (first, last) = (values.first?.number ?? 0, max(values.last?.number ?? 1, 1))
    func x(_ number: Int) -> Double {
      Self.left + Double(number - first) / Double(max(last - first, 1)) * (Self.right - Self.left)
    }
    func y(_ value: Double) -> Double {
      Self.bottom - (min(max(value, low), high) - low) / (high - low) * (Self.bottom - Self.top)
    }
    let name = trials.scenario.objectives[0].rawValue
    var svg = SVG(title: "Convergence", summary: "\(name) of \(values.count) trials, and the best so far")
    svg.text("Convergence", x: 16, y: 26, class: "title")
    svg.text(
      "\(name) of each trial, and the best so far; the worst twentieth lies on the edge", x: 16, y: 45,
      class: "small faint")
    for step in 0...4 {
      let value = low + (high - low) * Double(step) / 4
      svg.line(Self.left, y(value), Self.right, y(value), class: "grid")
      svg.text(StudyText.short(value), x: Self.left - 8, y: y(value) + 4, anchor: .end, class: "small faint")
      let number = first + (last - first) * step / 4
      svg.text("\(number)", x: x(number), y: Self.bottom + 17, anchor: .middle, class: "small faint")
    }
    svg.text("trial", x: (Self.left + Self.right) / 2, y: Self.bottom + 36, anchor: .middle, class: "small faint")
    svg.dots(values.filter(\.isFeasible).map { (x($0.number), y($0.value)) }, class: "dots \(ChartStyle.series(0))")
    svg.dots(values.filter { !$0.isFeasible }.map { (x($0.number), y($0.value)) }, class: "dots before")
    var so: (number: Int, value: Double)?
    for (number, value, isFeasible) in values where isFeasible {
      if let so, isMaximum ? value <= so.value : value >= so.value { continue }
      if let so {
        svg.line(x(so.number), y(so.value), x(number), y(so.value), class: "bar \(ChartStyle.series(1))")
        svg.line(x(number), y(so.value), x(number), y(value), class: "bar \(ChartStyle.series(1))")
      }
      so = (number, value)
    }
    if let so { svg.line(x(so.number), y(so.value), Self.right, y(so.value), class: "bar \(ChartStyle.series(1))") }
    return svg.document(height: Self.bottom + 50)
  }
}
