import TickmarkBaselines
import TickmarkTypesetting

extension ReportDocument {
  /// How time grows with size: the fitted exponent of each variant, with the step that grows most, and the pictures.
  static func scaling(_ content: ReportContent, charts: ChartSet) -> Section {
    var operations: [String] = []
    let rows = Dictionary(grouping: content.rows, by: \.operation)
    for row in content.rows where !operations.contains(row.operation) { operations.append(row.operation) }
    var isOfElements = true
    var table = ReportTable("Operation", "Variant", "Sizes", ">Time grows as", "Steepest step")
    for operation in operations {
      for growth in Growth.ofVariants(in: rows[operation] ?? []) {
        isOfElements = isOfElements && growth.isOfElements
        if let cells = cells(of: growth) { table.append([.code(operation), .code(growth.variant)] + cells) }
      }
    }
    guard !table.isEmpty else { return Section("", []) }
    let measure =
      isOfElements ? "the elements n of one call" : "the elements n of one call, or the size n in the case's name"
    let meaning =
      "Over \(measure): least squares on logarithms, ± the standard error of the exponent. "
      + "n^1 is linear; fixed costs make it smaller, caches that end between two sizes make a step larger."
    return Section(
      "How time grows with size",
      [.paragraph([.text(meaning)]), .table(table)] + pictures(charts.charts.filter { $0.kind == .scaling }))
  }

  private static func cells(of growth: Growth) -> [ReportTable.Cell]? {
    guard let fit = growth.fit, let first = growth.points.first, let last = growth.points.last else { return nil }
    let step = growth.steepest.map { "n^\(Decimals.fixed($0.exponent, 2)) from \(sizes($0.from, $0.to, growth))" }
    return [
      .text("\(growth.points.count): \(sizes(first.size, last.size, growth))"),
      .number("n^\(fit.exponentText)", rank: fit.exponent), .text(step ?? Decimals.absent),
    ]
  }

  private static func sizes(_ first: Double, _ last: Double, _ growth: Growth) -> String {
    "\(Units.tick(first, unit: "")) to \(Units.tick(last, unit: ""))" + (growth.isOfElements ? " elements" : "")
  }

  /// Since when rows are slower or faster, and the pictures of all.
  static func history(_ content: ReportContent, charts: ChartSet) -> Section {
    guard let found = content.history?.found, found.runs > 1 else { return Section("", []) }
    var table = ReportTable("Row", ">Change", ">Before", ">After", ">Chance", "Last run before", "First run after")
    for change in found.changes {
      func value(_ value: Double) -> ReportTable.Cell {
        .number(MetricName.quantity(value, of: change.metric, unit: change.unit), rank: value)
      }
      table.append([
        .code(change.row), change.ratio.map { .number(Units.change($0), rank: $0) } ?? .absent, value(change.before),
        value(change.after), .number("≤ \(Units.percent(change.pValue))", rank: change.pValue), run(change.lastBefore),
        run(change.firstAfter),
      ])
    }
    let meaning =
      "\(found.runs) runs on \(found.machineClass). A change is a place where the level of a row's time, in calls of its "
      + "yardstick, moves by \(Units.percent(found.margin)) or more; a row without any shows one in "
      + "\(Units.percent(found.level)) of cases."
    return Section(
      "History",
      [.paragraph([.text(meaning)]), table.isEmpty ? .paragraph([.text("No row has changed.")]) : .table(table)]
        + pictures(charts.charts.filter { $0.kind == .history }))
  }

  private static func run(_ run: HistoryChange.Run) -> ReportTable.Cell {
    .text("\(run.commit.prefix(10))\(run.dirty ? "+" : "") (\(run.started.prefix(10)))")
  }
}
