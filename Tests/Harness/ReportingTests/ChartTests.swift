import Foundation
import Testing

@testable import TickmarkReporting

@Suite struct ChartTests {
  @Test(arguments: [1, 2, 2.5]) func `a power law is found again`(exponent: Double) throws {
    let sizes = [1e3, 5e4, 1.26e6]
    let law = try #require(PowerLaw(sizes: sizes, costs: sizes.map { 3 * pow($0, exponent) }))
    #expect(abs(law.exponent - exponent) < 1e-9)
    #expect(abs(law.factor - 3) < 1e-6)
    #expect((law.exponentError ?? 1) < 1e-6)
  }

  @Test func `one size gives no exponent, and two give none of its error`() {
    #expect(PowerLaw(sizes: [5, 5], costs: [1, 2]) == nil)
    #expect(PowerLaw(sizes: [5, 10], costs: [1, 2])?.exponentError == nil)
  }

  @Test(arguments: [(0.9, 1.12), (0.999, 1.001), (0.5, 40), (1e3, 1e9), (1.0, 1.0)])
  func `an axis has round ticks that keep their distance`(lower: Double, upper: Double) throws {
    let axis = try #require(LogAxis(around: [lower, upper], start: 100, end: 500))
    let ticks = axis.ticks(spacing: 40)
    #expect(ticks.count >= 2 && ticks.count <= 7, "\(ticks)")
    for (first, second) in zip(ticks, ticks.dropFirst()) { #expect(axis.position(second) - axis.position(first) >= 40) }
  }

  @Test(arguments: [(1e-7, 1.02e-7), (1e-12, 3e-12), (2e-9, 5e-5), (1e-99, 1e-98)])
  func `an axis that ends far below its usual ticks is drawn, too`(lower: Double, upper: Double) throws {
    let axis = try #require(LogAxis(around: [lower, upper], start: 100, end: 500))
    let ticks = axis.ticks(spacing: 40)
    #expect(ticks.count >= 2 && ticks.allSatisfy(axis.contains), "\(ticks)")
  }

  @Test func `an inline bar shows margin, interval and estimate in their places`() {
    let bar = InlineBar(intervals: [[1.098, 1.109], [0.995, 1.005]], margins: [0.02, 0.02])
    #expect(bar.text(ratio: 1.0, interval: [0.995, 1.005], margin: 0.02) == "········░░◆░░········")
    #expect(bar.text(ratio: .nan, interval: [0.995, 1.005], margin: 0.02) == "")
    let far = InlineBar(intervals: [[40, 50]], margins: [0.02])
    #expect(far.text(ratio: 45, interval: [40, 50], margin: 0.02).hasSuffix("›"))
  }

  @Test func `rows without a number of elements grow with the size in their names`() throws {
    var run = Fixture.run
    run.cases = [64, 128, 256].map { Fixture.record("sums/BM_Sum/\($0)", "go", rows: 0, median: Double($0) * 10) }
    run.cases += ["pair/2x8", "pair/4x8"].map {
      Fixture.record("sums/\($0)", "go", rows: 0, median: $0 == "pair/2x8" ? 10 : 20)
    }
    run.cases.append(Fixture.record("sums/Grow/1", "go", rows: 0, median: 700))
    let content = ReportContent(title: "T", run: run, command: "")
    let charts = ChartSet(content)
    #expect(charts.of(.scaling, suite: "sums/BM_Sum").first?.svg.contains("size in the case&apos;s name") == true)
    #expect(charts.of(.scaling, suite: "sums/pair").count == 1)
    #expect(!charts.absences.contains { $0.reason.contains("fewer than two sizes") }, "\(charts.absences)")
    let text = MarkdownReport.text(content, charts: charts)
    #expect(text.contains("| 3: 64 to 256 |") && text.contains("| 2: 16 to 32 "))
    #expect(!text.contains("elements |") && !text.contains("1 elements"))
    // One size that is known is one size.
    run.cases = [Fixture.record("sums/BM_Sum/64", "go", rows: 0, median: 640)]
    let single = ChartSet(ReportContent(title: "T", run: run, command: ""))
    #expect(single.absences.contains { $0.reason == "fewer than two sizes were timed of sums/BM_Sum" })
  }

  @Test func `a suite with more rows than a chart holds says how many it leaves to the table`() throws {
    var run = Fixture.run
    run.cases = (0..<50).map { Fixture.record("many/op/\($0)", "simd", rows: 10, median: 100, speedup: 2) }
    let charts = ChartSet(ReportContent(title: "T", run: run, command: "")).charts
    let speedups = try #require(charts.first { $0.kind == .speedup })
    #expect(speedups.svg.contains("10 rows more stand in the table."))
  }

  @Test func `a title that is wider than the picture is shortened, and told in full to who cannot see it`() throws {
    var run = Fixture.run
    let name = String(repeating: "suite", count: 40)
    run.cases = [10, 100].flatMap { rows in
      ["scalar", "simd"].map { variant in
        var record = Fixture.record("\(name)/op/\(rows)", variant, rows: rows, median: 100, speedup: 2)
        record.suite = name
        return record
      }
    }
    let charts = ChartSet(ReportContent(title: "T", run: run, command: "")).charts
    #expect(Set(charts.map(\.kind)).isSuperset(of: [.speedup, .scaling]))
    for chart in charts {
      let title = try #require(chart.svg.firstMatch(of: #/<text class="title"[^>]*>([^<]*)</#)?.1)
      #expect(title.count == ChartFrame.titleColumns && chart.svg.contains("<title>\(chart.title)"), "\(title)")
    }
  }

  @Test func `suites whose names differ only in signs get files of their own`() {
    var run = Fixture.run
    run.cases = ["a b", "a-b"].map { suite in
      var record = Fixture.record("\(suite)/op/1", "simd", rows: 10, median: 100, speedup: 2)
      record.suite = suite
      return record
    }
    let charts = ChartSet(ReportContent(title: "T", run: run, command: "")).charts
    #expect(charts.map(\.path) == ["charts/speedups-a-b.svg", "charts/speedups-a-b-2.svg"])
  }

  @Test func `what cannot be drawn is said, with the reason`() {
    let absences = ChartSet(Fixture.content).absences
    #expect(absences.contains { $0.names == ["intervals of indicators"] && $0.reason == "no row has both sides" })
    #expect(
      MarkdownReport.text(Fixture.content, charts: ChartSet(Fixture.content)).contains(
        "**no chart** `intervals of indicators`"))
  }
}
