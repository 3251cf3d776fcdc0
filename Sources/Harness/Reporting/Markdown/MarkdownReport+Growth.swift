import TickmarkTypesetting

extension MarkdownReport {
  /// The fitted exponent of each variant, with the step that grows most, and the pictures.
  static func scaling(_ content: ReportContent, charts: ChartSet) -> String {
    var operations: [String] = []
    let rows = Dictionary(grouping: content.rows, by: \.operation)
    for row in content.rows where !operations.contains(row.operation) { operations.append(row.operation) }
    var table = MarkdownTable("Operation", "Variant", "Sizes", ">Time grows as", "Steepest step")
    for operation in operations {
      for growth in Growth.ofVariants(in: rows[operation] ?? []) {
        if let cells = cells(of: growth) {
          table.append([Markdown.code(operation), Markdown.code(growth.variant)] + cells)
        }
      }
    }
    guard !table.isEmpty else { return "" }
    return """
      ## How time grows with size

      Over the elements n of one call: least squares on logarithms, ± the standard error of the exponent.
      n^1 is linear; fixed costs make it smaller, caches that end between two sizes make a step larger.

      \(table.text)
      """ + images(charts.charts.filter { $0.kind == .scaling })
  }

  private static func cells(of growth: Growth) -> [String]? {
    guard let fit = growth.fit, let first = growth.points.first, let last = growth.points.last else { return nil }
    let step = growth.steepest.map { "n^\(Decimals.fixed($0.exponent, 2)) from \(elements($0.from, to: $0.to))" }
    return [
      "\(growth.points.count): \(elements(first.size, to: last.size))", "n^\(fit.exponentText)",
      step ?? Decimals.absent,
    ]
  }

  private static func elements(_ first: Double, to last: Double) -> String {
    "\(Units.tick(first, unit: "")) to \(Units.tick(last, unit: "")) elements"
  }
}
