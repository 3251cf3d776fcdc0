@testable import TickmarkBaselines
import TickmarkGating
import Testing

@testable import TickmarkReporting

/// A code that became a tenth slower on a machine that became a third faster: the times fall and the change rises.
@Suite struct YardstickTests {
  private static func content(_ before: Double, _ after: Double, note: String? = nil) -> ReportContent {
    var comparison = Fixture.comparison
    var row = Fixture.change(
      "sums/running/64", "simd", before, after, 1.1, [1.09, 1.11], .regressed, note: note)
    row.yardstick = "arithmetic"
    comparison.rows = [row]
    (comparison.missing, comparison.added, comparison.notes) = ([], [], [])
    var run = Fixture.run
    run.cases = [Fixture.record("sums/running/64", "simd", rows: 64, median: after)]
    return ReportContent(title: "T", run: run, comparison: comparison, command: "")
  }

  private static let sentence =
    "Changes are through the yardstick 'arithmetic', timed beside the rows on both sides: the machine's pace is taken "
    + "out of them, and is still in the times."

  private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `a time that fell beside a change that rose says through what, once`() throws {
    let content = Self.content(1_000, 770)
    for text in [
      MarkdownReport.text(content, charts: .none), HTMLReport.text(content).replacing("&apos;", with: "'"),
      TerminalReport.text(content),
    ] {
      #expect(oneLine(text).components(separatedBy: Self.sentence).count == 2, "\(text.suffix(2_000))")
    }
    for name in ["junit", "github"] {
      let text = try #require(ReportFormat.named(name)).text(content).replacing("&apos;", with: "'")
        .replacing("%25", with: "%")
      #expect(text.contains("1.000 µs → 770.0 ns (+10.0 % [+9.0, +11.0] %) through yardstick 'arithmetic'"), "\(text)")
    }
  }

  @Test func `times that make the change need no word`() throws {
    let content = Self.content(1_000, 1_100)
    for name in ["markdown", "html", "junit", "github"] {
      #expect(try !#require(ReportFormat.named(name)).text(content).contains("through yardstick"), "\(name)")
      #expect(try !#require(ReportFormat.named(name)).text(content).contains("through the yardstick"), "\(name)")
    }
    #expect(!TerminalReport.text(content).contains("yardstick"))
  }

  @Test func `a change of the history points where its ratio does`() {
    let run = HistoryChange.Run(number: 1, commit: "0123456", dirty: false, started: "2026-11-20T20:00:00Z")
    func text(_ after: Double, ratio: Double?, yardstick: String?) -> String {
      let change = HistoryChange(
        row: "sums/running/64:simd", metric: "wall", unit: "ns", lastBefore: run, firstAfter: run, before: 1_000,
        after: after, ratio: ratio, yardstick: yardstick, pValue: 0.0005)
      var found = HistoryReportTests.excerpt.found
      found.changes = [change]
      return oneLine(HistoryText.text(found))
    }
    #expect(
      text(770.8, ratio: 1.101, yardstick: "arithmetic").contains(
        "▲ +10.1 % through yardstick 'arithmetic', 1.000 µs → 770.8 ns,"))
    #expect(text(1_101, ratio: 1.101, yardstick: "arithmetic").contains("▲ +10.1 %, 1.000 µs → 1.101 µs,"))
    #expect(text(770.8, ratio: 0.7708, yardstick: nil).contains("▼ −22.9 %, 1.000 µs → 770.8 ns,"))
  }

  @Test func `what settled a regression is told wherever it is shown`() throws {
    let note = "not measured again: a run file is judged as it is"
    let content = Self.content(1_000, 1_100, note: note)
    for name in ["markdown", "html", "junit", "github", "csv"] {
      #expect(try #require(ReportFormat.named(name)).text(content).contains(note), "\(name)")
    }
    #expect(oneLine(TerminalReport.text(content)).contains("regressed sums/running/64:simd: \(note)"))
  }
}
