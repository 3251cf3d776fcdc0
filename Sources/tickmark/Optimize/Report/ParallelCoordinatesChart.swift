import TickmarkOptimization
import TickmarkReporting
import TickmarkTypesetting

/// A line a trial through its parameters and its value: where the good ones run together, a parameter matters.
struct ParallelCoordinatesChart {
  private static let (left, right, top, bottom) = (60.0, 660.0, 84.0, 330.0)
  private static let mostLines = 400

  private let trials: StudyTrials

  init(_ trials: StudyTrials) { self.trials = trials }

  /// Nil where there are no lines.
  var svg: String? {
    let ranked = trials.ranked.filter { $0.notes.isFeasible && ($0.values.first?.isFinite ?? false) }
    guard ranked.count >= 2 else { return nil }
    let good = max(1, ranked.count / 20)
    // All good ones, and so many of the others, evenly.
    let others = Array(ranked.dropFirst(good))
    let stride = max(1, others.count / Self.mostLines)
    let shown = others.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
    let axes = axes(ranked)
    var svg = SVG(
      title: "Parallel coordinates",
      summary: "A line a trial: \(axes.map(\.name).joined(separator: ", ")); the best twentieth stands out")
    svg.text("Parallel coordinates", x: 16, y: 26, class: "title")
    svg.text("a line a trial; the best twentieth stands out", x: 16, y: 45, class: "small faint")
    for trial in shown.reversed() { draw(trial, axes, "grid", in: &svg) }
    for trial in ranked.prefix(good).reversed() { draw(trial, axes, "bar \(ChartStyle.series(1))", in: &svg) }
    for (index, axis) in axes.enumerated() {
      let x = x(index, of: axes.count)
      svg.line(x, Self.top, x, Self.bottom, class: "rule")
      svg.text(axis.name, x: x, y: Self.top - 18, anchor: .middle, class: "label")
      svg.text(axis.top, x: x, y: Self.top - 4, anchor: .middle, class: "small faint")
      svg.text(axis.bottom, x: x, y: Self.bottom + 16, anchor: .middle, class: "small faint")
    }
    return svg.document(height: Self.bottom + 34)
  }

  private struct Axis {
    let name: String
    let top: String
    let bottom: String
    /// From 0 at the bottom to 1.
    let place: (StoredTrial) -> Double
  }

  private func axes(_ ranked: [StoredTrial]) -> [Axis] {
    let parameters = trials.scenario.space.parameters
    var axes: [Axis] = []
    for (index, parameter) in parameters.enumerated() {
      let values = ranked.compactMap { $0.point?.values[index] }
      guard let low = values.min(), let high = values.max() else { continue }
      let shown = parameter.distribution.shown
      axes.append(
        Axis(name: parameter.name, top: Self.text(shown(high)), bottom: Self.text(shown(low))) { trial in
          low < high ? ((trial.point?.values[index] ?? low) - low) / (high - low) : 0.5
        })
    }
    let values = ranked.map { $0.values[0] }.sorted()
    let (low, high) = (values[values.count / 20], values[values.count - 1])
    let worst = trials.scenario.directions[0] == .maximize ? (low, high) : (values[0], values[values.count * 19 / 20])
    axes.append(
      Axis(
        name: trials.scenario.objectives[0].rawValue, top: StudyText.short(worst.1), bottom: StudyText.short(worst.0)
      ) { trial in
        worst.0 < worst.1 ? (min(max(trial.values[0], worst.0), worst.1) - worst.0) / (worst.1 - worst.0) : 0.5
      })
    return axes
  }

  private static func text(_ value: ParameterValue) -> String {
    if case .float(let number) = value { return StudyText.short(number) }
    return "\(value)"
  }

  private func x(_ index: Int, of count: Int) -> Double {
    Self.left + Double(index) / Double(max(count - 1, 1)) * (Self.right - Self.left)
  }

  private func draw(_ trial: StoredTrial, _ axes: [Axis], _ name: String, in svg: inout SVG) {
    let places = axes.enumerated().map { index, axis in
      (x: x(index, of: axes.count), y: Self.bottom - axis.place(trial) * (Self.bottom - Self.top))
    }
    svg.polyline(places, class: name)
  }
}
