import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

extension ReportFormat {
  /// Prometheus' text format, for a push gateway or a node exporter's text files: gauges with the suite, case and variant
  /// as labels, in base units.
  ///
  /// - Source: Prometheus' documentation, "Exposition formats".
  static let prometheus = ReportFormat("prometheus", "Prometheus' text format, for push gateways") {
    (content) throws(ReportingError) in PrometheusReport(content).text
  }
}

private struct PrometheusReport {
  private typealias Labels = [(name: String, value: String)]
  private typealias Family = (name: String, help: String, samples: [(labels: Labels, value: Double)])

  private let families: [Family]

  init(_ content: ReportContent) {
    let run = content.run
    let about: Labels = [("commit", run.commit), ("machine", run.machine.class), ("tool", run.tool)]
    families = [
      ("tickmark_run_info", "What was measured, on what.", [(about, 1)]),
      (
        "tickmark_wall_seconds", "Median wall time of one call.",
        content.rows.compactMap { Self.seconds($0) { $0.value } }
      ),
      (
        "tickmark_wall_lower_seconds", "Lower end of that time's interval.",
        content.rows.compactMap { Self.seconds($0) { $0.interval?.first } }
      ),
      (
        "tickmark_wall_upper_seconds", "Upper end of that time's interval.",
        content.rows.compactMap { Self.seconds($0) { $0.interval?.last } }
      ),
      (
        "tickmark_allocations", "Allocations of one call.",
        content.rows.compactMap { row in
          row.after?.metrics["allocations"]?.median.map { (Self.labels(row), $0) }
        }
      ),
      (
        "tickmark_change_ratio", "After over before; above 1 is slower, or more.",
        (content.comparison?.rows ?? []).map { (Self.labels($0), $0.ratio) }
      ),
      (
        "tickmark_verdict", "1 for the verdict that holds.",
        (content.comparison?.rows ?? []).flatMap { row in
          Verdict.allCases.map { (Self.labels(row) + [("verdict", $0.rawValue)], row.verdict == $0 ? 1 : 0) }
        }
      ),
      (
        "tickmark_budget_held", "1 where a budget is held, 0 where it is broken; absent where that is undecided.",
        content.budgets.filter { $0.outcome != .undecided }.map {
          ([("case", $0.case), ("variant", $0.variant), ("metric", $0.metric)], $0.outcome == .held ? 1 : 0)
        }
      ),
    ]
  }

  var text: String {
    families.filter { !$0.samples.isEmpty }.flatMap { family in
      ["# HELP \(family.name) \(family.help)", "# TYPE \(family.name) gauge"]
        + family.samples.map { Self.line(family.name, $0.labels, $0.value) }
    }.map { $0 + "\n" }.joined()
  }

  private static func line(_ name: String, _ labels: Labels, _ value: Double) -> String {
    let text = labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",")
    return "\(name){\(text)} \(number(value))"
  }

  private static func labels(_ row: ReportRow) -> Labels {
    [("suite", row.suite), ("case", row.case), ("variant", row.variant)]
  }

  private static func labels(_ row: ComparisonRow) -> Labels {
    [("case", row.case), ("variant", row.variant), ("metric", row.metric)]
  }

  private static func seconds(_ row: ReportRow, _ part: (Estimate) -> Double?) -> (labels: Labels, value: Double)? {
    guard let time = row.nanoseconds, let value = part(time) else { return nil }
    return (labels(row), value / 1e9)
  }

  private static func number(_ value: Double) -> String {
    value.isNaN ? "NaN" : value.isInfinite ? (value > 0 ? "+Inf" : "-Inf") : "\(value)"
  }

  private static func escaped(_ text: String) -> String {
    TextWidth.clean(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
