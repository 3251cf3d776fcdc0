import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

extension ReportDocument {
  /// Processor time, allocations and memory of one call: every metric but wall time, before → after where both are known.
  static func resources(_ content: ReportContent) -> Section {
    let blocks = content.suites.flatMap { suite -> [Block] in
      let metrics = MetricName.sorted(Set(suite.rows.flatMap(metricNames)).subtracting(["wall"]))
      guard !metrics.isEmpty else { return [] }
      var table = ReportTable(titles: ["Case", "Variant"] + metrics.map { ">" + MetricName.words($0) })
      for row in suite.rows where row.status != .missing && row.status != .disagrees {
        table.append([.code(row.shortCase), .code(row.variant)] + metrics.map { cell(of: row, $0) })
      }
      return table.isEmpty ? [] : [.heading(suite.name), .table(table)]
    }
    return Section(
      "Processor time, allocations and memory", blocks.isEmpty ? [] : [.paragraph([.text("Of one call.")])] + blocks)
  }

  private static func metricNames(of row: ReportRow) -> [String] {
    Array((row.after?.metrics ?? [:]).keys) + row.changes.map(\.metric)
  }

  private static func cell(of row: ReportRow, _ metric: String) -> ReportTable.Cell {
    let record = row.after?.metrics[metric]
    guard let change = row.changes.first(where: { $0.metric == metric }) else {
      guard let record else { return .absent }
      guard let median = record.median else { return .text(range(record, of: metric) ?? "not measured") }
      let text =
        Units.isDuration(record.unit)
        ? Estimate(nil, metric: record)?.text ?? Decimals.absent
        : MetricName.quantity(median, of: metric, unit: record.unit)
      return .number(text, rank: median)
    }
    func text(_ value: Double, _ record: MetricRecord?) -> String {
      record.flatMap { range($0, of: metric) } ?? MetricName.quantity(value, of: metric, unit: change.unit)
    }
    let (before, after) = (text(change.a, row.before?.metrics[metric]), text(change.b, record))
    // Counters that did not change need no arrow.
    guard change.a != change.b else { return .number(after, rank: change.b) }
    let verdict: Span = change.verdict == .regressed ? .strong("regressed") : .text(change.verdict.rawValue)
    // Of much, a little more rounds to the same text.
    let size = before == after ? "(\(Units.change(change.ratio))) " : ""
    return ReportTable.Cell(
      spans: [.text("\(before) → \(after) \(size)\(change.verdict.mark) "), verdict], rank: change.b)
  }

  /// The least and the most of a count that is not exact: `8 B to 9 B`; nil for one that is.
  private static func range(_ record: MetricRecord, of metric: String) -> String? {
    guard record.median == nil, let bounds = record.interval, bounds.count == 2 else { return nil }
    return bounds.map { MetricName.quantity($0, of: metric, unit: record.unit) }.joined(separator: " to ")
  }

  /// Where the memory of each case's process was, as its allocator saw it.
  static func allocator(_ content: ReportContent) -> Section {
    var table = ReportTable("Case", ">allocated", ">active", ">resident", ">retained", ">metadata")
    for record in content.run.allocator ?? [] {
      let parts = [record.allocated, record.active, record.resident, record.retained, record.metadata]
      table.append(
        [.code(record.case)] + parts.map { .number(Units.quantity(Double($0), unit: "B"), rank: Double($0)) })
    }
    let meaning =
      "At the end of a case's process, the largest of its processes: what the process held (inputs, outputs of all "
      + "variants, yardsticks), the pages it lay in, those in physical memory at most, address space kept for later, "
      + "and the allocator's own."
    return Section("Allocator", table.isEmpty ? [] : [.paragraph([.text(meaning)]), .table(table)])
  }

  /// What the numbers were measured on, and what the data were.
  static func machine(_ content: ReportContent) -> Section {
    let run = content.run
    let machine = run.machine
    var table = ReportTable("Machine", "Value")
    func add(_ name: String, _ value: Span...) {
      table.append([.text(name), ReportTable.Cell(spans: value, rank: nil)])
    }
    add("class", .code(machine.class))
    add("processor", .code(machine.cpu))
    // Other tools do not tell everything of their machine.
    add("cores", .text(machine.cores > 0 ? "\(machine.cores) cores" : "unknown"))
    add("memory", .text(machine.memoryBytes > 0 ? Units.quantity(Double(machine.memoryBytes), unit: "B") : "unknown"))
    add("kernel", .code(machine.kernel))
    add("frequency governor", .code(machine.governor))
    add("allocator", .code(machine.allocator))
    add("instruction set of the build", .code(machine.instructionSet))
    add("toolchain", .code(machine.toolchain))
    let loads = [machine.loadBefore, machine.loadAfter].map { Decimals.fixed($0, 2) }
    let isLoadTold = machine.instructionSet != "unknown" || machine.loadBefore > 0
    add(
      "load before and after",
      .text(isLoadTold ? "\(loads[0]) → \(loads[1]) tasks (average of one minute)" : "unknown"))
    add("processor time given to others", .text(machine.stealFraction.map(Units.percent) ?? "unknown"))
    add("measured", .code(run.started))
    add("commit", .code(run.commit), .text(run.dirty ? ", with changes that are not committed" : ""))
    add("tool", .code(run.tool))
    if let dataset = run.dataset {
      add("data", .code(dataset.name), .text(", \(Units.quantity(Double(dataset.rows), unit: "rows"))"))
      add("SHA-256 of the data", .code(dataset.sha256))
    }
    for (flag, value) in run.flags.sorted(by: { $0.key < $1.key }) { add("flag \(flag)", .code(value)) }
    return Section("Machine", [.table(table)])
  }
}
