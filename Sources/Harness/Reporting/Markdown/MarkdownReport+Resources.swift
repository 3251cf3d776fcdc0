import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

extension MarkdownReport {
  /// Processor time, allocations and memory of one call: every metric but wall time, before → after where both are known.
  static func resources(_ content: ReportContent) -> String {
    var text = ""
    for suite in content.suites {
      let metrics = MetricName.sorted(Set(suite.rows.flatMap(metricNames)).subtracting(["wall"]))
      guard !metrics.isEmpty else { continue }
      let columns = metrics.map { MarkdownTable.Column(title: MetricName.words($0), isRightAligned: true) }
      var table = MarkdownTable(
        columns: [MarkdownTable.Column(title: "Case"), MarkdownTable.Column(title: "Variant")] + columns)
      for row in suite.rows where row.status != .missing && row.status != .disagrees {
        table.append([Markdown.code(row.shortCase), Markdown.code(row.variant)] + metrics.map { cell(of: row, $0) })
      }
      if !table.isEmpty { text += "\n### \(Markdown.prose(suite.name))\n\n\(table.text)" }
    }
    return text.isEmpty ? "" : "## Processor time, allocations and memory\n\nOf one call.\n" + text
  }

  private static func metricNames(of row: ReportRow) -> [String] {
    Array((row.after?.metrics ?? [:]).keys) + row.changes.map(\.metric)
  }

  private static func cell(of row: ReportRow, _ metric: String) -> String {
    let record = row.after?.metrics[metric]
    guard let change = row.changes.first(where: { $0.metric == metric }) else {
      guard let record else { return Decimals.absent }
      guard let median = record.median else { return "not measured" }
      return Units.isDuration(record.unit)
        ? Estimate(nil, metric: record)?.text ?? Decimals.absent
        : MetricName.quantity(median, of: metric, unit: record.unit)
    }
    let after = MetricName.quantity(change.b, of: metric, unit: change.unit)
    // Counters that did not change need no arrow.
    guard change.a != change.b else { return after }
    let before = MetricName.quantity(change.a, of: metric, unit: change.unit)
    let verdict = change.verdict == .regressed ? "**regressed**" : change.verdict.rawValue
    return "\(before) → \(after) \(change.verdict.mark) \(verdict)"
  }

  /// Where the memory of each case's process was, as its allocator saw it.
  static func allocator(_ content: ReportContent) -> String {
    guard let records = content.run.allocator, !records.isEmpty else { return "" }
    var table = MarkdownTable("Case", ">allocated", ">active", ">resident", ">retained", ">metadata")
    for record in records {
      let parts = [record.allocated, record.active, record.resident, record.retained, record.metadata]
      table.append([Markdown.code(record.case)] + parts.map { Units.quantity(Double($0), unit: "B") })
    }
    return
      "## Allocator\n\nAt the end of a case's process, the largest of its processes: what the process held (inputs, outputs of all "
      + "variants, yardsticks), the pages it lay in, those in physical memory at most, address space kept for later, "
      + "and the allocator's own.\n\n" + table.text
  }

  /// What the numbers were measured on, and what the data were.
  static func machine(_ content: ReportContent) -> String {
    let run = content.run
    let machine = run.machine
    var table = MarkdownTable("Machine", "Value")
    func add(_ name: String, _ value: String) { table.append([name, value]) }
    add("class", Markdown.code(machine.class))
    add("processor", Markdown.code(machine.cpu))
    add("cores", "\(machine.cores) cores")
    add("memory", Units.quantity(Double(machine.memoryBytes), unit: "B"))
    add("kernel", Markdown.code(machine.kernel))
    add("frequency governor", Markdown.code(machine.governor))
    add("allocator", Markdown.code(machine.allocator))
    add("instruction set of the build", Markdown.code(machine.instructionSet))
    add("toolchain", Markdown.code(machine.toolchain))
    add(
      "load before and after",
      "\(Decimals.fixed(machine.loadBefore, 2)) → \(Decimals.fixed(machine.loadAfter, 2)) tasks (average of one minute)"
    )
    add("processor time given to others", machine.stealFraction.map(Units.percent) ?? "unknown")
    add("measured", Markdown.code(run.started))
    add("commit", "\(Markdown.code(run.commit))\(run.dirty ? ", with changes that are not committed" : "")")
    add("tool", Markdown.code(run.tool))
    if let dataset = run.dataset {
      add("data", "\(Markdown.code(dataset.name)), \(Units.quantity(Double(dataset.rows), unit: "rows"))")
      add("SHA-256 of the data", Markdown.code(dataset.sha256))
    }
    for (flag, value) in run.flags.sorted(by: { $0.key < $1.key }) {
      add("flag \(Markdown.code(flag))", Markdown.code(value))
    }
    return "## Machine\n\n" + table.text
  }
}
