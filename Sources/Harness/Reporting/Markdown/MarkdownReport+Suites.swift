import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

extension MarkdownReport {
  /// Before and after, one table a suite, with the suite's charts below it.
  static func times(_ content: ReportContent, charts: ChartSet) -> String {
    guard content.comparison != nil else { return "" }
    var text = "## Before and after\n"
    for suite in content.suites {
      let bar = InlineBar(
        intervals: suite.rows.compactMap { $0.change?.interval }, margins: suite.rows.compactMap { $0.change?.margin })
      var table = MarkdownTable(
        "Case", "Variant", ">Before", ">After", ">Ratio and interval", "Change", "Verdict", ">Visible from", ">Margin")
      for row in suite.rows { table.append(cells(of: row, bar: bar)) }
      text += "\n### \(Markdown.prose(suite.name))\n\n\(table.text)"
      text += "\nTimes are medians of one call ± half their interval."
      text +=
        suite.rows.contains { $0.change != nil }
        ? " In `Change`, \(bar.legend): ░ margin, ━ interval, ◆ estimate.\n" : "\n"
      text += images(charts.of(.interval, suite: suite.name) + charts.of(.distribution, suite: suite.name))
    }
    return text
  }

  private static func cells(of row: ReportRow, bar: InlineBar) -> [String] {
    let name = [Markdown.code(row.shortCase), Markdown.code(row.variant)]
    let times = [row.timeBefore?.text ?? Decimals.absent, row.timeAfter?.text ?? Decimals.absent]
    let isGrave = row.status == .judged(.regressed) || row.status == .disagrees || row.status == .missing
    let verdict = "\(row.status.mark) \(isGrave ? "**\(row.status.word)**" : row.status.word)"
    guard let change = row.change else {
      return name + times + [Decimals.absent, "", verdict, Decimals.absent, Decimals.absent]
    }
    let picture = bar.text(ratio: change.ratio, interval: change.interval, margin: change.margin)
    return name + times + [
      Units.ratio(change.ratio, interval: change.interval), picture.isEmpty ? "" : "`\(picture)`", verdict,
      Units.percent(change.minimumDetectable), "±\(Units.percent(change.margin))",
    ]
  }

  /// Each variant against the operation's reference, and what it gets through, one table a suite.
  static func speedups(_ content: ReportContent, charts: ChartSet) -> String {
    var text = "## Speed-ups and throughput\n"
    for suite in content.suites {
      var table = MarkdownTable(
        "Case", "Variant", ">Size of one call", ">Time of one call", ">Speed-up and interval", "Against", ">Throughput",
        "Agreement")
      for row in suite.rows { if let record = row.after { table.append(cells(of: record, row)) } }
      guard !table.isEmpty else { continue }
      text += "\n### \(Markdown.prose(suite.name))\n\n\(table.text)"
      let kinds: [Chart.Kind] = content.comparison == nil ? [.speedup, .distribution] : [.speedup]
      text += images(kinds.flatMap { charts.of($0, suite: suite.name) })
    }
    return text
  }

  private static func cells(of record: CaseRecord, _ row: ReportRow) -> [String] {
    let wall = Estimate(nil, metric: record.metrics["wall"])
    let speedup = record.speedup.map { Units.ratio($0.ratio, interval: $0.interval) }
    let disagreement = record.agreement.disagreement
    let agreement =
      disagreement.map { "✗ **disagrees**: \(Markdown.prose($0))" } ?? Markdown.prose(record.agreement.class)
      + (record.agreement.largestError > 0 ? ", off by at most \(shortError(record.agreement.largestError))" : "")
    return [
      Markdown.code(row.shortCase), Markdown.code(record.variant),
      Units.quantity(Double(record.rows), unit: "elements"),
      disagreement != nil ? "not timed" : wall?.text ?? "not measured", speedup ?? Decimals.absent,
      record.speedup.map { Markdown.code($0.against) } ?? (disagreement == nil ? "the reference" : Decimals.absent),
      record.throughput.map { Units.quantity($0.value, unit: $0.unit) } ?? Decimals.absent, agreement,
    ]
  }

  private static func shortError(_ error: Double) -> String {
    guard error.isFinite else { return "more than any number" }
    let parts = "\(error)".split(separator: "e")
    guard parts.count == 2, let mantissa = Double(parts[0]) else { return "\(error)" }
    return Decimals.trimmed(mantissa, 1) + "e\(parts[1])"
  }

  /// How the time of each operation grows with its size.
  static func images(_ charts: [Chart]) -> String {
    charts.map { "\n![\(Markdown.prose($0.title))](\($0.path))\n" }.joined()
  }
}
