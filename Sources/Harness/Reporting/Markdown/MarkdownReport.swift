import TickmarkTypesetting

/// The report as Markdown: the verdict first, then what it rests on, down to the machine and the command.
public enum MarkdownReport {
  /// - Parameter charts: the pictures beside the report, linked as `charts/…`; those that could not be drawn say why.
  public static func text(_ content: ReportContent, charts: ChartSet) -> String {
    let document = ReportDocument(content, charts: charts)
    let opening = "# \(Markdown.prose(document.title))\n\n" + text(document.opening)
    return ([opening] + document.sections.map { "## \(Markdown.prose($0.title))\n\n" + text($0.blocks) })
      .joined(separator: "\n")
  }

  private static func text(_ blocks: [ReportDocument.Block]) -> String {
    blocks.map(text).joined(separator: "\n")
  }

  private static func text(_ block: ReportDocument.Block) -> String {
    switch block {
    case .heading(let title): "### \(Markdown.prose(title))\n"
    case .paragraph(let spans): "\(text(spans))\n"
    case .list(let items): items.map { "- \(text($0))\n" }.joined()
    case .table(let table): text(table)
    case .picture(let chart): "![\(Markdown.prose(chart.title))](\(chart.path))\n"
    case .command(let command):
      // A fence is longer than any within it.
      command.contains("```") ? "````sh\n\(command)\n````\n" : "```sh\n\(command)\n```\n"
    }
  }

  private static func text(_ table: ReportTable) -> String {
    var text = MarkdownTable(
      columns: table.columns.map { MarkdownTable.Column(title: $0.title, isRightAligned: $0.isRightAligned) })
    for row in table.rows { text.append(row.map { self.text($0.spans) }) }
    return text.text
  }

  private static func text(_ spans: [ReportDocument.Span]) -> String {
    spans.map { span in
      switch span {
      case .text(let text): Markdown.prose(text)
      case .figure(let text): text
      case .code(let text): Markdown.code(text)
      case .strong(let text): "**\(Markdown.prose(text))**"
      case .link(let name, let path): "[\(Markdown.code(name))](\(path))"
      case .worded(let sentence): sentence(.markdown)
      }
    }.joined()
  }
}
