public import TickmarkBaselines
import TickmarkTypesetting

/// A history for a terminal of 80 columns.
public enum HistoryText {
  /// One row: its sparkline, its range, its newest value, and its changes.
  public static func show(
    _ series: HistorySeries, of entries: [HistoryEntry], changes: [HistoryChange]
  ) -> String {
    guard let first = series.points.first, let last = series.points.last else { return "" }
    let values = series.points.map(\.value)
    let (key, metric) = (TextWidth.clean(series.key), MetricName.words(series.metric))
    func quantity(_ value: Double) -> String { MetricName.quantity(value, of: series.metric, unit: series.unit) }
    let (least, most) = (values.min() ?? 0, values.max() ?? 0)
    var lines = TextWidth.wrapped("\(key): \(metric), \(counted(values.count, "run"))", width: width, indent: "  ")
    lines.append("  " + Sparkline.text(values, width: width - 4))
    lines.append("  \(name(entries[first.run])) … \(name(entries[last.run]))")
    let newest = last.interval.map { Units.quantity(last.value, half: ($0[1] - $0[0]) / 2, unit: series.unit) }
    lines += TextWidth.wrapped(
      "  from \(quantity(least)) to \(quantity(most)), now \(newest ?? quantity(last.value))"
        + (series.yardstick.map { "; changes are of the ratio to the yardstick '\($0)'" } ?? ""),
      width: width, indent: "  ")
    lines += changes.flatMap { change(of: $0) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// All changes, and what was looked at.
  public static func text(_ found: HistoryChanges) -> String {
    var lines = found.changes.flatMap { one in
      TextWidth.wrapped(TextWidth.clean(one.row), width: width, indent: "  ") + change(of: one)
    }
    if !lines.isEmpty { lines.append("") }
    lines += found.notes.flatMap { TextWidth.wrapped("left out: \($0)", width: width, indent: "  ") }
    lines += TextWidth.wrapped(
      "\(found.changes.count == 0 ? "No change" : counted(found.changes.count, "change")) in \(counted(found.rows, "row")) "
        + "of \(counted(found.runs, "run")) on \(TextWidth.clean(found.machineClass)); in a row without any, one is seen in "
        + "\(Units.percent(found.level)) of cases, and those below \(Units.percent(found.margin)) are not told.",
      width: width, indent: "  ")
    return lines.map { $0 + "\n" }.joined()
  }

  static let width = 80

  private static func change(of change: HistoryChange) -> [String] {
    func quantity(_ value: Double) -> String {
      TextWidth.unbroken(MetricName.quantity(value, of: change.metric, unit: change.unit))
    }
    // The ratio is what was looked at; the times have the machine's pace in them.
    let isWorse = change.ratio.map { $0 > 1 } ?? (change.after > change.before)
    let through = YardstickWords.of(change.yardstick, ratio: change.ratio, before: change.before, after: change.after)
    let size = change.ratio.map { ratio in
      through.map { "\(TextWidth.unbroken(Units.change(ratio))) \($0), " }
        ?? TextWidth.unbroken(Units.change(ratio) + ", ")
    }
    let chance = change.pValue == 0 ? "counted exactly" : "p ≤ \(Decimals.trimmed(change.pValue, 5))"
    return TextWidth.wrapped(
      "  \(isWorse ? "▲" : "▼") \(size ?? "")\(quantity(change.before)) → \(quantity(change.after)), "
        + "\(TextWidth.unbroken(chance)), after run \(change.lastBefore.number):", width: width, indent: "    ")
      + ["    \(name(change.lastBefore)) … \(name(change.firstAfter))"]
  }

  private static func name(_ entry: HistoryEntry) -> String { name(entry.commit, entry.dirty, entry.started) }
  private static func name(_ run: HistoryChange.Run) -> String { name(run.commit, run.dirty, run.started) }

  private static func name(_ commit: String, _ dirty: Bool, _ started: String) -> String {
    TextWidth.shortened(
      TextWidth.clean("\(commit.prefix(10))\(dirty ? "+" : "") (\(started.prefix(16)))"), to: 34)
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(Decimals.fixed(Double(count), 0, grouped: true)) \(noun)\(count == 1 ? "" : "s")"
  }
}
