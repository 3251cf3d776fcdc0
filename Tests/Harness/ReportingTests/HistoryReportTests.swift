import Foundation
import Testing
import TickmarkBaselines
import TickmarkStatistics

@testable import TickmarkReporting

@Suite struct HistoryReportTests {
  /// Sixty runs of the fixture's rows; one becomes a tenth slower after half of them.
  static let excerpt: HistoryExcerpt = {
    var source = SplitMix64(seed: 4)
    let entries = (0..<60).compactMap { run -> HistoryEntry? in
      var file = Fixture.run
      file.controls = []
      file.dirty = false
      guard var entry = HistoryEntry(file) else { return nil }
      entry.commit = "c\(run)0000000000"
      entry.started = "2026-\(run < 30 ? "10" : "11")-\(run % 30 + 1)T12:00:00Z"
      let walls = entry.columns["wall"] ?? []
      entry.columns["wall"] = walls.enumerated().map { row, wall in
        wall.map { $0 * (row == 1 && run >= 30 ? 1.1 : 1) * (1 + 0.01 * source.nextUnit()) }
      }
      return entry
    }
    let (series, leftOut) = HistorySeries.all(of: entries, metric: "wall") { _ in true }
    let found = HistoryChanges(
      series, of: entries, metric: "wall", method: ChangePoints(), margin: 0.02, notes: leftOut)
    return HistoryExcerpt(series: series, found: found)
  }()

  static let content: ReportContent = {
    var content = ReportContent(title: "Run", run: Fixture.run, command: "tickmark run --report auto")
    content.history = excerpt
    return content
  }()

  @Test func `a report tells since when a row is slower, and shows it`() throws {
    let charts = ChartSet(Self.content)
    let text = MarkdownReport.text(Self.content, charts: charts)
    let section = try #require(text.components(separatedBy: "## History\n").dropFirst().first)
      .components(separatedBy: "\n## ")[0]
    try expectSnapshot(section, "history.md")
    let chart = try #require(charts.of(.history, suite: "tracking").first)
    try expectSnapshot(chart.svg, "history-tracking.svg")
    #expect(charts.of(.history, suite: "indicators").count == 1)
  }

  @Test func `a terminal of 80 columns holds all lines`() throws {
    let text = HistoryText.text(Self.excerpt.found)
    try expectSnapshot(text, "history.txt")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `a sparkline has the heights of its values`() {
    #expect(Sparkline.text([1, 2, 3, 4, 5, 6, 7, 8], width: 20) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text([5, 5, 5], width: 20) == "▄▄▄")
    #expect(Sparkline.text([], width: 20) == "")
    #expect(Sparkline.text((0..<1_000).map(Double.init), width: 8) == "▁▂▃▄▅▆▇█")
  }

  @Test func `one run has no course, and nothing is missing`() {
    let content = ReportContent(title: "Run", run: Fixture.run, command: "x")
    let charts = ChartSet(content)
    #expect(!MarkdownReport.text(content, charts: charts).contains("## History"))
    #expect(charts.charts.allSatisfy { $0.kind != .history })
  }
}
