import Mustache
import TickmarkTypesetting

/// The report as one HTML file: nothing is fetched, tables sort and filter, the charts of the Markdown report lie within.
///
/// - Complexity: O(rows · samples); 500 rows with 200 samples a side stay below 2 MB.
public enum HTMLReport {
  public static func text(_ content: ReportContent) -> String {
    let strips = content.rows.count * (content.before == nil ? 1 : 2)
    let charts = ChartSet(content, dotLimit: max(20, min(DistributionChart.dotLimit, dotBudget / max(strips, 1))))
    let document = ReportDocument(content, charts: charts)
    return page.render(
      model(of: document, standing: content.headline.standing), library: MustacheLibrary(templates: ["block": block]))
  }

  private static let page = template(HTMLPage.template)
  private static let block = template(HTMLPage.block)

  private static func template(_ text: String) -> MustacheTemplate {
    do { return try MustacheTemplate(string: text) } catch { preconditionFailure("our own template: \(error)") }
  }

  /// Dots of all strips together: a dot takes some twelve bytes.
  private static let dotBudget = 40_000

  private static func model(of document: ReportDocument, standing: Headline.Standing) -> [String: Any] {
    [
      "title": TextWidth.clean(document.title), "style": HTMLPage.style + ChartStyle.sheet, "script": HTMLPage.script,
      "standing": "\(standing)", "opening": document.opening.map(model),
      "sections": document.sections.enumerated().map { place, section -> [String: Any] in
        ["title": TextWidth.clean(section.title), "anchor": "s\(place + 1)", "blocks": section.blocks.map(model)]
      },
    ]
  }

  private static func model(of block: ReportDocument.Block) -> [String: Any] {
    switch block {
    case .heading(let title): ["heading": TextWidth.clean(title)]
    case .paragraph(let spans): ["paragraph": html(spans)]
    case .list(let items): ["list": ["items": items.map(html)]]
    case .table(let table): ["table": model(of: table)]
    case .picture(let chart): ["picture": withoutStyle(chart.svg)]
    case .command(let command): ["command": command]
    }
  }

  private static func model(of table: ReportTable) -> [String: Any] {
    let isRight = table.columns.map(\.isRightAligned)
    return [
      "columns": table.columns.map {
        ["title": TextWidth.clean($0.title), "right": $0.isRightAligned] as [String: Any]
      },
      "rows": table.rows.map { row in
        ["cells": zip(row, isRight).map { cell($0, isRightAligned: $1) }.joined()]
      },
    ]
  }

  /// End tags that HTML does not ask for are left out: they would be a tenth of a large file.
  private static func cell(_ cell: ReportTable.Cell, isRightAligned: Bool) -> String {
    let rank = cell.rank.flatMap { $0.isFinite ? " data-rank=\($0)" : nil } ?? ""
    return "<td\(isRightAligned ? " class=n" : "")\(rank)>\(html(cell.spans))"
  }

  private static func html(_ spans: [ReportDocument.Span]) -> String {
    spans.map { span in
      switch span {
      case .text(let text), .figure(let text): XMLText.escaped(text)
      case .code(let text): "<code>\(XMLText.escaped(text))</code>"
      case .strong(let text): "<b>\(XMLText.escaped(text))</b>"
      case .link(let name, let path):
        "<a href=\"\(XMLText.escaped(path))\"><code>\(XMLText.escaped(name))</code></a>"
      case .worded(let sentence): sentence(.html)
      }
    }.joined()
  }

  /// The page has the charts' style once.
  private static func withoutStyle(_ svg: String) -> String {
    guard let start = svg.range(of: "<style>"), let end = svg.range(of: "</style>\n") else { return svg }
    return String(svg[..<start.lowerBound] + svg[end.upperBound...])
  }
}

extension Headline.Wording {
  static let html = Headline.Wording(
    name: { "<code>\(XMLText.escaped($0))</code>" }, prose: { XMLText.escaped($0) })
}

extension ReportFormat {
  static let html = ReportFormat("html", "one page with charts, for a browser", showsHistory: true) {
    (content) throws(ReportingError) in HTMLReport.text(content)
  }
}
