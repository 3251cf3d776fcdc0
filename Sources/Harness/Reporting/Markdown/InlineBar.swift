import Glibc
import TickmarkTypesetting

/// An interval of a ratio drawn with characters: `····░░┊░░·━◆━····`.
///
/// The middle is "no change", `░` the margin, `━` the interval, `◆` the estimate; the scale is logarithmic and the same for all
/// bars of a table. An interval that leaves the bar ends in `‹` or `›`.
struct InlineBar {
  static let width = 21

  /// The change at the bar's ends, as a logarithm.
  let reach: Double

  /// A scale on which the table's intervals fit; those beyond a factor of four are cut so that the rest stay legible.
  init(intervals: [[Double]], margins: [Double]) {
    let ends = intervals.joined().filter { $0.isFinite && $0 > 0 }.map { abs(log($0)) }
    let wanted = max(ends.max() ?? 0, (margins.filter(\.isFinite).max() ?? 0) * 1.5, 0.005)
    reach = min(wanted * 1.05, log(4))
  }

  func text(ratio: Double, interval: [Double], margin: Double) -> String {
    guard ratio.isFinite, ratio > 0, interval.count == 2, interval.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      return ""
    }
    var cells = [Character](repeating: "·", count: Self.width)
    for cell in cell(of: -log1p(margin))...cell(of: log1p(margin)) { cells[cell] = "░" }
    cells[Self.width / 2] = "┊"
    let lower = cell(of: log(min(interval[0], interval[1])))
    let upper = cell(of: log(max(interval[0], interval[1])))
    for cell in lower...upper { cells[cell] = "━" }
    cells[cell(of: log(ratio))] = "◆"
    if log(interval[0]) < -reach { cells[0] = "‹" }
    if log(interval[1]) > reach { cells[Self.width - 1] = "›" }
    return String(cells)
  }

  /// What the ends of the bar mean, in words.
  var legend: String { "the bar runs from \(Units.change(exp(-reach))) to \(Units.change(exp(reach)))" }

  private func cell(of position: Double) -> Int {
    let share = (min(max(position / reach, -1), 1) + 1) / 2
    return Int((share * Double(Self.width - 1)).rounded())
  }
}
