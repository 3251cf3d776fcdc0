import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

/// The run's table for a terminal of 80 columns: aligned, with units, the verdict line last.
public enum TerminalReport {
  public static let width = 80

  /// Plain text, or colours for a terminal that wants them: the caller knows whether it writes to one and what `NO_COLOR` says.
  public enum Style: Sendable { case plain, ansi }

  /// Ends in a line break; no line is wider than `width` columns, whatever the names and numbers.
  public static func text(_ content: ReportContent, style: Style = .plain) -> String {
    var lines = table(content, style: style)
    let details =
      yardsticks(content) + budgets(content) + profiles(content) + controls(content) + omissions(content)
      + allocator(content)
    if !details.isEmpty { lines += [""] + details }
    lines.append("")
    let headline = content.headline
    let verdict = TextWidth.wrapped(
      "\(headline.word): \(headline.sentence())", width: width, indent: "  ")
    lines += verdict.map { painted($0, headline.standing.colour, style) }
    return lines.map { $0 + "\n" }.joined()
  }

  // MARK: Table

  private static func table(_ content: ReportContent, style: Style) -> [String] {
    let rows = content.suites.map { suite in suite.rows.map(cells) }
    let all = rows.flatMap { $0 }
    guard !all.isEmpty else { return ["no rows"] }
    let titles = ["case", "variant", "time", "±", "vs \(reference(content))", "vs before", "verdict"]
    // A column without a single entry would only take room from the names.
    let shown = titles.indices.filter { column in column < 3 || all.contains { !$0[column].isEmpty } }
    let natural = shown.map { column in ([titles[column]] + all.map { $0[column] }).map(TextWidth.columns).max() ?? 0 }
    let gap = natural.reduce(0, +) + 2 * (natural.count - 1) <= width ? 2 : 1
    let widths = fitted(natural, gap: gap)
    func line(_ cells: [String], _ colour: TerminalColour = .none) -> String {
      let parts = shown.enumerated().map { place, column in
        let text = TextWidth.shortened(cells[column], to: widths[place])
        let isVerdict = column == titles.count - 1
        return isVerdict
          ? painted(text, colour, style)
          : TextWidth.padded(text, to: widths[place], rightAligned: (2...5).contains(column))
      }
      return trimmed(parts.joined(separator: String(repeating: " ", count: gap)))
    }
    var lines = [line(titles), String(repeating: "─", count: widths.reduce(0, +) + gap * (widths.count - 1))]
    for (suite, cells) in zip(content.suites, rows) {
      if content.suites.count > 1 { lines.append(TextWidth.shortened(TextWidth.clean(suite.name), to: width)) }
      for (row, texts) in zip(suite.rows, cells) { lines.append(line(texts, row.status.colour)) }
    }
    return lines
  }

  private static func reference(_ content: ReportContent) -> String {
    let names = Set(content.rows.compactMap { $0.after?.speedup?.against })
    return names.count == 1 ? TextWidth.shortened(TextWidth.clean(names.first ?? ""), to: 9) : "reference"
  }

  private static func cells(of row: ReportRow) -> [String] {
    let time = row.timeAfter
    var number = time.map { Units.quantity($0.value, unit: $0.unit) } ?? ""
    var half = ""
    if let time, let width = time.half {
      let parts = Units.parts(time.value, half: width, unit: time.unit)
      (number, half) = (parts.number + parts.suffix, parts.half)
    }
    return [
      TextWidth.clean(row.shortCase), TextWidth.clean(row.variant), row.status == .disagrees ? "not timed" : number,
      half,
      row.after?.speedup.map { Units.ratio($0.ratio) } ?? "", row.change.map { Units.change($0.ratio) } ?? "",
      row.status.word,
    ]
  }

  /// Widths that fit the line: the case gives way first, then the variant, then whichever column is widest.
  private static func fitted(_ natural: [Int], gap: Int) -> [Int] {
    var widths = natural
    let room = width - gap * (natural.count - 1)
    for (column, least) in [(0, 24), (1, 10), (0, 12), (1, 6)] {
      let excess = max(0, widths.reduce(0, +) - room)
      widths[column] = max(min(widths[column], least), widths[column] - excess)
    }
    while widths.reduce(0, +) > room, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) {
      widths[widest] -= 1
    }
    return widths
  }

  // MARK: Lines below the table

  private static func yardsticks(_ content: ReportContent) -> [String] {
    YardstickWords.sentence(for: content.rows).map { TextWidth.wrapped($0, width: width, indent: "  ") } ?? []
  }

  private static func budgets(_ content: ReportContent) -> [String] {
    content.budgets.filter { $0.outcome != .held }.flatMap { budget in
      let name = TextWidth.shortened(TextWidth.clean("\(budget.case) \(budget.variant)"), to: 60)
      return TextWidth.wrapped(
        "budget \(budget.outcome.rawValue): \(name) \(MetricName.words(budget.metric)) \(TextWidth.unbroken(BudgetText.actual(budget))), "
          + "limit \(TextWidth.unbroken(BudgetText.limit(budget)))",
        width: width, indent: "  ")
    }
  }

  private static func profiles(_ content: ReportContent) -> [String] {
    let paths = content.profiles.compactMap(\.path)
    guard !content.profiles.isEmpty else { return [] }
    let place = paths.first.map { ": \(TextWidth.unbroken($0))" + (paths.count > 1 ? " and beside it" : "") } ?? ""
    return TextWidth.wrapped(
      "profiles of \(paths.count) of \(content.profiles.count) flagged rows\(place)", width: width, indent: "  ")
  }

  private static func controls(_ content: ReportContent) -> [String] {
    content.controls.filter(\.fired).flatMap { control in
      TextWidth.wrapped(
        "control fired: \(TextWidth.clean(control.case)) differs from itself by \(TextWidth.unbroken(Units.change(control.ratio))) "
          + TextWidth.unbroken(Units.changeInterval(control.interval)), width: width, indent: "  ")
    }
  }

  /// The case that held most; the Markdown report has all.
  private static func allocator(_ content: ReportContent) -> [String] {
    guard let largest = content.run.allocator?.max(by: { $0.resident < $1.resident }) else { return [] }
    let parts = [
      ("allocated", largest.allocated), ("active", largest.active), ("resident", largest.resident),
      ("retained", largest.retained), ("metadata", largest.metadata),
    ]
    let texts = parts.map { TextWidth.unbroken("\(Units.quantity(Double($0.1), unit: "B")) \($0.0)") }
    return TextWidth.wrapped(
      "allocator: at most \(texts.joined(separator: ", ")) "
        + "(\(TextWidth.shortened(TextWidth.clean(largest.case), to: 60)))", width: width, indent: "  ")
  }

  /// A few entries of each kind; how many more there are is said, and a report's file has them all.
  private static func omissions(_ content: ReportContent) -> [String] {
    let entries = content.omissions
    return Omission.Kind.allCases.flatMap { kind in
      let own = entries.filter { $0.kind == kind }
      let more = own.count - omissionLimit
      let lines = own.prefix(omissionLimit).flatMap { omission in
        let names = omission.listed(limit: 3) { TextWidth.shortened(TextWidth.clean($0), to: 60) }
        let subject = names.isEmpty ? "" : " " + names
        return TextWidth.wrapped(
          "\(kind.rawValue)\(subject): \(TextWidth.clean(omission.reason))", width: width, indent: "  ")
      }
      return lines + (more > 0 ? ["\(kind.rawValue): \(more) more; the Markdown report lists them"] : [])
    }
  }

  private static let omissionLimit = 4

  private static func trimmed(_ line: String) -> String {
    guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
    return String(line[...last])
  }
}
