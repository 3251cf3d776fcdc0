import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

extension ReportDocument {
  /// Before and after, one table a suite, with the suite's charts below it.
  static func times(_ content: ReportContent, charts: ChartSet) -> Section {
    guard content.comparison != nil else { return Section("", []) }
    let blocks = content.suites.flatMap { suite -> [Block] in
      let bar = InlineBar(
        intervals: suite.rows.compactMap { $0.change?.interval }, margins: suite.rows.compactMap { $0.change?.margin })
      var table = ReportTable(
        "Case", "Variant", ">Before", ">After", ">Ratio and interval", "Change", "Verdict", ">Visible from", ">Margin")
      for row in suite.rows { table.append(cells(of: row, bar: bar)) }
      let hasBar = suite.rows.contains { $0.change != nil }
      let legend: [Span] =
        hasBar ? [.text(" In "), .code("Change"), .text(", \(bar.legend): ░ margin, ━ interval, ◆ estimate.")] : []
      return [
        .heading(suite.name), .table(table),
        .paragraph(
          [.text("Times are medians of one call ± half their interval.")]
            + (YardstickWords.sentence(for: suite.rows).map { [.text(" " + $0)] } ?? []) + legend),
      ] + pictures(charts.of(.interval, suite: suite.name) + charts.of(.distribution, suite: suite.name))
    }
    return Section("Before and after", blocks)
  }

  private static func cells(of row: ReportRow, bar: InlineBar) -> [ReportTable.Cell] {
    let names: [ReportTable.Cell] = [.code(row.shortCase), .code(row.variant)]
    let times = [row.timeBefore, row.timeAfter].map(time)
    let isGrave = row.status == .judged(.regressed) || row.status == .disagrees || row.status == .missing
    let word: Span = isGrave ? .strong(row.status.word) : .text(row.status.word)
    let verdict = ReportTable.Cell(spans: [.text("\(row.status.mark) "), word], rank: nil)
    guard let change = row.change else {
      return names + times + [.absent, .text(""), verdict, .absent, .absent]
    }
    let picture = bar.text(ratio: change.ratio, interval: change.interval, margin: change.margin)
    return names + times + [
      .number(Units.ratio(change.ratio, interval: change.interval), rank: change.ratio),
      ReportTable.Cell(spans: picture.isEmpty ? [] : [.code(picture)], rank: change.ratio), verdict,
      .number(Units.percent(change.minimumDetectable), rank: change.minimumDetectable),
      .number("±\(Units.percent(change.margin))", rank: change.margin),
    ]
  }

  private static func time(_ estimate: Estimate?) -> ReportTable.Cell {
    guard let estimate else { return .absent }
    return .number(estimate.text, rank: Units.nanoseconds(estimate.value, unit: estimate.unit) ?? estimate.value)
  }

  /// Each variant against the operation's reference, and what it gets through, one table a suite.
  static func speedups(_ content: ReportContent, charts: ChartSet) -> Section {
    let blocks = content.suites.flatMap { suite -> [Block] in
      var table = ReportTable(
        "Case", "Variant", ">Size of one call", ">Time of one call", ">Speed-up and interval", "Against", ">Throughput",
        "Agreement")
      for row in suite.rows { if let record = row.after { table.append(cells(of: record, row)) } }
      guard !table.isEmpty else { return [] }
      let kinds: [Chart.Kind] = content.comparison == nil ? [.speedup, .distribution] : [.speedup]
      return [.heading(suite.name), .table(table)] + pictures(kinds.flatMap { charts.of($0, suite: suite.name) })
    }
    return Section("Speed-ups and throughput", blocks)
  }

  private static func cells(of record: CaseRecord, _ row: ReportRow) -> [ReportTable.Cell] {
    let wall = Estimate(nil, metric: record.metrics["wall"])
    let disagreement = record.agreement.disagreement
    let error = record.agreement.largestError
    let agreement: [Span] =
      disagreement.map { [.text("✗ "), .strong("disagrees"), .text(": \($0)")] }
      ?? [.text(record.agreement.class + (error > 0 ? ", off by at most \(shortError(error))" : ""))]
    return [
      .code(row.shortCase), .code(record.variant),
      record.rows > 0
        ? .number(Units.quantity(Double(record.rows), unit: "elements"), rank: Double(record.rows)) : .absent,
      disagreement != nil ? .text("not timed") : wall.map { time($0) } ?? .text("not measured"),
      record.speedup.map { .number(Units.ratio($0.ratio, interval: $0.interval), rank: $0.ratio) } ?? .absent,
      record.speedup.map { .code($0.against) } ?? (disagreement == nil ? .text("the reference") : .absent),
      record.throughput.map { .number(Units.quantity($0.value, unit: $0.unit), rank: $0.value) } ?? .absent,
      ReportTable.Cell(spans: agreement, rank: nil),
    ]
  }

  private static func shortError(_ error: Double) -> String {
    guard error.isFinite else { return "more than any number" }
    let parts = "\(error)".split(separator: "e")
    guard parts.count == 2, let mantissa = Double(parts[0]) else { return "\(error)" }
    return Decimals.trimmed(mantissa, 1) + "e\(parts[1])"
  }

  static func pictures(_ charts: [Chart]) -> [Block] { charts.map { .picture($0) } }
}
