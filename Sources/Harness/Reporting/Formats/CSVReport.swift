import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

/// One row a case, variant and metric, for spreadsheets and scripts: plain numbers in the units of the run file.
///
/// An empty field is a number that does not exist; `note` then says why.
public enum CSVReport {
  static let header = [
    "suite", "case", "variant", "elements", "metric", "unit", "before", "after", "after_low", "after_high", "ratio",
    "ratio_low",
    "ratio_high", "verdict", "margin", "minimum_detectable", "note",
  ]

  public static func text(_ content: ReportContent) -> String {
    var lines = [header.joined(separator: ",")]
    for row in content.rows {
      let metrics = MetricName.sorted(Set(row.changes.map(\.metric)).union((row.after?.metrics ?? [:]).keys))
      lines += metrics.map { line(row, $0) }
      if metrics.isEmpty { lines.append(line(row, "wall")) }
      lines += derived(row)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func line(_ row: ReportRow, _ metric: String) -> String {
    let change = row.changes.first { $0.metric == metric }
    let record = row.after?.metrics[metric]
    let earlier = row.before?.metrics[metric]
    let verdict = change?.verdict.rawValue ?? (metric == "wall" || row.status == .added ? row.status.word : "")
    return joined(
      row,
      [
        metric, change?.unit ?? record?.unit ?? earlier?.unit ?? "", number(change?.a ?? earlier?.median),
        number(change?.b ?? record?.median), number(end(0, record?.interval)), number(end(1, record?.interval)),
        number(change?.ratio), number(end(0, change?.interval)), number(end(1, change?.interval)), verdict,
        number(change?.margin), number(change?.minimumDetectable),
        change?.note ?? record?.reason ?? row.after?.agreement.disagreement ?? "",
      ])
  }

  /// What is computed from the metrics: the speed-up against the reference, and the throughput.
  private static func derived(_ row: ReportRow) -> [String] {
    var lines: [String] = []
    if let speedup = row.after?.speedup {
      let low = number(end(0, speedup.interval))
      let high = number(end(1, speedup.interval))
      let fields = ["speedup", "ratio", "", number(speedup.ratio), low, high]
      lines.append(joined(row, fields + ["", "", "", "", "", "", "against \(speedup.against)"]))
    }
    if let throughput = row.after?.throughput {
      let fields = ["throughput", throughput.unit, "", number(throughput.value)]
      lines.append(joined(row, fields + [String](repeating: "", count: 9)))
    }
    return lines
  }

  private static func joined(_ row: ReportRow, _ fields: [String]) -> String {
    let elements = (row.after ?? row.before).map { $0.rows > 0 ? String($0.rows) : "" } ?? ""
    return ([row.suite, row.case, row.variant, elements] + fields).map(quoted).joined(separator: ",")
  }

  private static func end(_ index: Int, _ interval: [Double]?) -> Double? {
    interval.flatMap { $0.count == 2 ? $0[index] : nil }
  }

  private static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    return Decimals.plain(value)
  }

  /// Quoted where a comma, a quote or a line break would end the field (RFC 4180).
  private static func quoted(_ field: String) -> String {
    guard field.unicodeScalars.contains(where: { [",", "\"", "\n", "\r"].contains($0) }) else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }
}
