import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import TickmarkReporting

@Suite struct PropertyTests {
  @Test(arguments: 0..<40) func `the terminal's lines never exceed 80 columns, whatever the names and numbers`(
    seed: Int
  ) {
    let content = RandomContent.make(seed: UInt64(seed))
    let text = TerminalReport.text(content)
    for line in text.split(separator: "\n") { #expect(TextWidth.columns(String(line)) <= 80, "seed \(seed): \(line)") }
    #expect(!text.contains("\u{1B}"))
    #expect(!text.contains("nan") && !text.contains("inf "))
  }

  @Test(arguments: 0..<40) func `every chart is well-formed XML without a number that is none`(seed: Int) {
    for chart in ChartSet(RandomContent.make(seed: UInt64(seed))).charts {
      let parser = XMLParser(data: Data(chart.svg.utf8))
      #expect(parser.parse(), "seed \(seed), \(chart.path): \(String(describing: parser.parserError))")
      let coordinates = chart.svg.matches(of: #/(?:x|y|x1|x2|y1|y2|d|width|height)="([^"]*)"/#).map(\.1)
      #expect(
        !coordinates.contains { $0.contains("n") || $0.contains("e") || $0.contains("–") },
        "seed \(seed), \(chart.path)")
    }
  }

  @Test(arguments: 0..<20) func `no drawn coordinate leaves the picture to the left or right`(seed: Int) throws {
    for chart in ChartSet(RandomContent.make(seed: UInt64(seed))).charts {
      for match in chart.svg.matches(of: #/\sx[12]?="([^"]*)"/#) {
        let x = try #require(Double(match.1))
        #expect((0...SVG.width).contains(x), "seed \(seed), \(chart.path)")
      }
    }
  }

  @Test(arguments: [Fixture.content, Fixture.alone] + (0..<10).map { RandomContent.make(seed: $0) })
  func `every number in the Markdown tables has a unit`(content: ReportContent) {
    let units = [
      "ns", "µs", "ms", " s", "%", "×", "/s", " B", "iB", "elements", "allocations", "cores", "tasks", "rows",
      "instructions",
    ]
    for line in MarkdownReport.text(content, charts: .none).split(separator: "\n") where line.hasPrefix("|") {
      // Names and notes may hold digits; numbers of ours start a cell.
      let cells = line.replacing(#/\\\|/#, with: "").split(separator: "|")
      for cell in cells.map({ $0.trimmingCharacters(in: .whitespaces) }) {
        guard let first = cell.first, first.isNumber || "−+±≤≥[".contains(first) else { continue }
        #expect(units.contains { cell.contains($0) } || cell.hasPrefix("0 allocations"), "'\(cell)' in \(line)")
      }
    }
  }

  @Test func `names with markup are shown as they are, in every format`() throws {
    let name = "evil/<b>&\"'|`x`</b>/1"
    var run = Fixture.run
    run.cases = [
      Fixture.record(name, "<i>", rows: 10, median: 100, speedup: 2, samples: true),
      Fixture.record(name + "0", "<i>", rows: 100, median: 1_000, speedup: 2, samples: true),
    ]
    let content = ReportContent(title: "<script>", run: run, command: "x")
    let charts = ChartSet(content)
    #expect(charts.charts.count == 3)
    for chart in charts.charts {
      #expect(XMLParser(data: Data(chart.svg.utf8)).parse())
      #expect(!chart.svg.contains("<b>") && !chart.svg.contains("<i>"))
    }
    let markdown = MarkdownReport.text(content, charts: charts)
    #expect(!markdown.contains("<script>"))
    #expect(markdown.contains("`` <b>&\"'\\|`x`</b>/1 ``"))
    #expect(CSVReport.text(content).contains("\"evil/<b>&\"\"'|`x`</b>/1\""))
  }

  @Test func `the same content gives the same bytes`() throws {
    let first = try ReportWriter.files(of: Fixture.content)
    #expect(try ReportWriter.files(of: Fixture.content) == first)
  }

  @Test func `a number that JSON has no word for is named, not written`() {
    var run = Fixture.run
    run.cases[1].floor = .infinity
    let error = #expect(throws: ReportingError.self) { try JSONReport.text(run) }
    #expect(error == .cannotEncode(field: "cases.Index 1.floor"))
  }
}

@Suite struct CSVTests {
  @Test func `every line has the header's fields`() {
    let lines = CSVReport.text(RandomContent.make(seed: 3, names: .plain)).split(separator: "\n")
    #expect(lines.count > 1)
    for line in lines {
      #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == CSVReport.header.count, "\(line)")
    }
  }
}
