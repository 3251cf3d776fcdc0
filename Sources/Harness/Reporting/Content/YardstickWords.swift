import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

/// What is said where a change is not what the times beside it make: it went through a yardstick.
///
/// A machine that became faster hides a slower code from the times, and the ratio through the yardstick shows it; without a
/// word the reader sees a time that fell beside a change that rose.
enum YardstickWords {
  /// `through yardstick 'arithmetic'`; nil where the ratio reads like after over before.
  static func of(_ yardstick: String?, ratio: Double?, before: Double, after: Double) -> String? {
    guard let yardstick, let ratio, before > 0, Units.change(ratio) != Units.change(after / before) else { return nil }
    return "through yardstick '\(TextWidth.clean(yardstick))'"
  }

  /// One sentence for all rows; nil where none went through a yardstick.
  static func sentence(for rows: [ReportRow]) -> String? {
    let names = Set(rows.compactMap(\.change).filter { $0.yardstickWords != nil }.compactMap(\.yardstick)).sorted()
    guard !names.isEmpty else { return nil }
    let listed = names.map { "'\(TextWidth.clean($0))'" }.joined(separator: ", ")
    return
      "Changes are through the yardstick\(names.count == 1 ? "" : "s") \(listed), timed beside the rows on both sides: "
      + "the machine's pace is taken out of them, and is still in the times."
  }
}

extension ComparisonRow {
  /// How the ratio differs from what `a` and `b` make, in words; nil where it does not.
  var yardstickWords: String? { YardstickWords.of(yardstick, ratio: ratio, before: a, after: b) }
}
