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

  @Test func `an inline bar shows margin, interval and estimate in their places`() {
    let bar = InlineBar(intervals: [[1.098, 1.109], [0.995, 1.005]], margins: [0.02, 0.02])
    #expect(bar.text(ratio: 1.0, interval: [0.995, 1.005], margin: 0.02) == "········░░◆░░········")
    #expect(bar.text(ratio: .nan, interval: [0.995, 1.005], margin: 0.02) == "")
    let far = InlineBar(intervals: [[40, 50]], margins: [0.02])
    #expect(far.text(ratio: 45, interval: [40, 50], margin: 0.02).hasSuffix("›"))
  }

  @Test func `a suite with more rows than a chart holds says how many it leaves to the table`() throws {
    var run = Fixture.run
    run.cases = (0..<50).map { Fixture.record("many/op/\($0)", "simd", rows: 10, median: 100, speedup: 2) }
    let charts = ChartSet(ReportContent(title: "T", run: run, command: "")).charts
    let speedups = try #require(charts.first { $0.kind == .speedup })
    #expect(speedups.svg.contains("10 rows more stand in the table."))
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
