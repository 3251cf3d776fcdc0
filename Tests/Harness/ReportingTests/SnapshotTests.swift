import Testing

@testable import TickmarkReporting

@Suite struct SnapshotTests {
  @Test func `the Markdown report of a compared run reads as recorded`() throws {
    try expectSnapshot(MarkdownReport.text(Fixture.content, charts: ChartSet(Fixture.content)), "compared.md")
  }

  @Test func `the Markdown report of a first run reads as recorded`() throws {
    try expectSnapshot(MarkdownReport.text(Fixture.alone, charts: ChartSet(Fixture.alone)), "alone.md")
  }

  @Test func `the page of a compared run reads as recorded`() throws {
    try expectSnapshot(HTMLReport.text(Fixture.content), "compared.html")
  }

  @Test func `the terminal's table reads as recorded`() throws {
    try expectSnapshot(TerminalReport.text(Fixture.content), "compared.txt")
    try expectSnapshot(TerminalReport.text(Fixture.content, style: .ansi), "compared.ansi")
    try expectSnapshot(TerminalReport.text(Fixture.alone), "alone.txt")
  }

  @Test func `CSV and JSON read as recorded`() throws {
    try expectSnapshot(CSVReport.text(Fixture.content), "compared.csv")
    try expectSnapshot(JSONReport.text(Fixture.comparison), "comparison.json")
  }

  @Test func `every chart is drawn as recorded`() throws {
    let charts = ChartSet(Fixture.content).charts
    #expect(
      charts.map(\.path) == [
        "charts/intervals-tracking.svg", "charts/speedups-tracking.svg", "charts/samples-tracking.svg",
        "charts/speedups-indicators.svg", "charts/scaling-tracking-statistics.svg",
      ])
    for chart in charts { try expectSnapshot(chart.svg, String(chart.path.dropFirst("charts/".count))) }
  }
}
