import TickmarkBaselines
import TickmarkGating
import Testing

@testable import TickmarkReporting

@Suite struct HeadlineTests {
  @Test func `a regression names the slower row, by how much, and what else there is`() {
    let content = content(rows: Fixture.comparison.rows, budgets: Fixture.budgets)
    #expect(content.headline.standing == .regressed)
    #expect(
      content.headline.sentence(in: .markdown)
        == "2 of 6 rows are worse than before by more than the margin: `tracking/statistics/2520x500` simd +10.3 % "
        + "[+9.8, +10.9] % (the worst); also 1 improved, 1 undecided, 3 added, 1 budget broken, 1 budget undecided.")
  }

  @Test func `new allocations are told as counts, since nothing times anything is nothing`() {
    let content = content(rows: Fixture.comparison.rows.filter { $0.metric == "allocations" })
    #expect(content.headline.sentence().contains("allocations 0 allocations → 12 allocations"))
  }

  @Test(arguments: [
    (Verdict.equivalent, Headline.Standing.equivalent), (.improved, .improved), (.undecided, .undecided),
    (.regressed, .regressed),
  ])
  func `the one row decides`(verdict: Verdict, standing: Headline.Standing) {
    let rows = Fixture.comparison.rows.filter { $0.metric == "wall" && $0.verdict == verdict }.prefix(1)
    #expect(content(rows: Array(rows), keepsOthers: false).headline.standing == standing)
  }

  @Test func `a fired control outweighs a regression, and a disagreement outweighs both`() {
    #expect(content(rows: Fixture.comparison.rows, controls: Fixture.controls).headline.standing == .unfit)
    #expect(Fixture.content.headline.standing == .disagreeing)
  }

  @Test func `a missing row is never a pass`() {
    let rows = Array(Fixture.comparison.rows.prefix(1))
    let headline = content(rows: rows, missing: ["tracking/gone/1:simd"], keepsOthers: false).headline
    #expect(headline.standing == .incomplete)
    #expect(headline.sentence() == "1 row could not be compared: 'tracking/gone/1' simd.")
  }

  @Test func `a comparison without a row is no pass`() {
    var run = Fixture.run
    run.cases = [Fixture.records[1]]
    run.controls = []
    var comparison = Fixture.comparison
    (comparison.rows, comparison.missing, comparison.controls) = ([], [], [])
    let headline = ReportContent(title: "T", run: run, comparison: comparison, command: "").headline
    #expect(headline.standing == .incomplete)
    #expect(headline.sentence() == "no row of this run has another side to compare with; also 1 added.")
  }

  @Test func `a budget broken by an improved run still counts`() {
    let improved = Fixture.comparison.rows.filter { $0.verdict == .improved }
    let headline = content(rows: improved, budgets: [Fixture.budgets[1]], keepsOthers: false).headline
    #expect(headline.standing == .overBudget)
    #expect(
      headline.sentence()
        == "1 of 1 budget is broken: 'tracking/statistics/2520x500' simd 12 allocations, limit ≤ 0 allocations; also 1 improved."
    )
  }

  @Test func `a run without a baseline says that there is nothing to compare with`() {
    var run = Fixture.run
    run.cases.removeLast()
    run.controls = []
    let content = ReportContent(title: "First", run: run, budgets: [Fixture.budgets[0]], command: "")
    #expect(
      content.headline.sentence()
        == "8 rows timed; there is no baseline to compare with; the budget is held.")
  }

  private func content(
    rows: [ComparisonRow], budgets: [BudgetResult] = [], controls: [ControlRecord] = [], missing: [String] = [],
    keepsOthers: Bool = true
  ) -> ReportContent {
    var comparison = Fixture.comparison
    comparison.rows = rows
    comparison.controls = controls
    comparison.missing = missing
    var run = Fixture.run
    let keys = Set(rows.map(\.key))
    run.cases = run.cases.filter { $0.variant != "fused" && (keepsOthers || keys.contains($0.key)) }
    run.controls = []
    if !keepsOthers { comparison.added = [] }
    return ReportContent(title: "T", run: run, comparison: comparison, budgets: budgets, command: "")
  }
}
