import Testing
import TickmarkBaselines

@testable import TickmarkGating

@Suite struct BudgetTests {
  private static let header = "schema = \"tickmark.budgets/1\"\n[[budget]]\n"
  private static let case64 = "case = \"sums/running/64\"\nvariant = \"simd\"\n"

  private func parse(_ fields: String) throws -> BudgetFile {
    try BudgetFile.parse(Self.header + fields, path: "budgets.toml")
  }

  private func judge(_ limits: String, _ record: CaseRecord = Rows.record(variant: "simd")) throws -> BudgetResult {
    let results = try parse(Self.case64 + limits).judge(Rows.run([record])) { _ in true }
    #expect(results.count == 1)
    return try #require(results.first)
  }

  // MARK: Percentiles

  /// A hundred calls of 1 to 100 µs.
  private static func spread(_ count: Int = 100) -> CaseRecord {
    var record = Rows.record(variant: "simd")
    let samples = (1...count).map { Double($0) * 1e5 / Double(count) }
    record.metrics["wall"] = MetricRecord(unit: "ns", median: 5e4, interval: [4e4, 6e4], samples: samples)
    return record
  }

  @Test(arguments: [
    ("98 us", BudgetResult.Outcome.undecided), ("99 us", .held), ("90 us", .broken), ("95 us", .undecided),
  ])
  func `a percentile is held by its tolerance bound, not by its estimate`(
    wall: String, outcome: BudgetResult.Outcome
  ) throws {
    let result = try judge("wall = \"\(wall)\"\nmachine = \"test-2c\"\npercentile = 95", Self.spread())
    #expect(result.outcome == outcome && result.metric == "wall.p95", "\(result)")
    #expect(try #require(result.actual) > 95e3)
  }

  @Test func `a percentile that the samples cannot bound is undecided`() throws {
    let result = try judge("wall = \"1 s\"\nmachine = \"test-2c\"\npercentile = 95", Self.spread(58))
    #expect(result.outcome == .undecided && result.interval == nil)
    #expect(try judge("wall = \"1 s\"\nmachine = \"test-2c\"\npercentile = 95", Self.spread(59)).outcome == .held)
  }

  // MARK: Reading

  @Test(arguments: [
    ("2 ns", 2.0), ("2 us", 2e3), ("1.5 µs", 1.5e3), ("2 ms", 2e6), ("0.5 s", 5e8),
  ]) func `a time is read in its unit`(text: String, nanoseconds: Double) throws {
    let budget = try parse(Self.case64 + "wall = \"\(text)\"\nmachine = \"m\"").budgets[0]
    #expect(budget.wall == nanoseconds)
    #expect(budget.machine == "m")
  }

  @Test func `every limit is read`() throws {
    let budget = try parse(
      Self.case64 + "speedup = 2\nallocations = 0\nallocated-bytes = 64\nthroughput = 1e6\nmachine = \"m\""
    ).budgets[0]
    #expect(budget.speedup == 2)
    #expect(budget.allocations == 0)
    #expect(budget.allocatedBytes == 64)
    #expect(budget.throughput == 1e6)
  }

  @Test(arguments: [
    ("speed = 2", "unknown key 'speed'"), ("", "it limits nothing"), ("machine = \"m\"", "it limits nothing"),
    ("wall = \"2 fortnights\"\nmachine = \"m\"", "wall must be a time"),
    ("wall = \"2ms\"\nmachine = \"m\"", "wall must be a time"), ("wall = 2\nmachine = \"m\"", "wall must be a time"),
    ("wall = \"-2 ms\"\nmachine = \"m\"", "wall must be a time"),
    ("wall = \"nan ms\"\nmachine = \"m\"", "wall must be a time"),
    ("wall = \"inf ms\"\nmachine = \"m\"", "wall must be a time"),
    ("wall = \"2 ms\"", "a time holds for one machine class"), ("throughput = 5", "a time holds for one machine class"),
    ("speedup = 0", "speedup must be a number above 0"), ("speedup = \"2\"", "speedup must be a number above 0"),
    ("allocations = -1", "allocations must be a whole number"),
    ("allocations = 1.5", "allocations must be a whole number"),
    ("speedup = 2\nmachine = 5", "machine must be text"),
    ("percentile = 95\nspeedup = 2", "percentile says for how many calls wall holds"),
    ("wall = \"2 ms\"\nmachine = \"m\"\npercentile = 100", "percentile must lie between 50 and 100"),
    ("wall = \"2 ms\"\nmachine = \"m\"\npercentile = \"95\"", "percentile must be a number above 0"),
  ]) func `what is not understood is refused, since it would hold nothing`(fields: String, problem: String) {
    let error = #expect(throws: GatingError.self) { try parse(Self.case64 + fields) }
    guard case .badBudget("budgets.toml", 1, let found) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found.hasPrefix(problem), "\(found)")
  }

  @Test(arguments: [
    ("", "schema must be"), ("schema = \"tickmark.budgets/2\"", "schema must be"), ("schema = ", "it is not TOML"),
    ("schema = \"tickmark.budgets/1\"\nbudgets = 1", "unknown key 'budgets'"),
    ("schema = \"tickmark.budgets/1\"\nbudget = [1]", "it is no table"),
    ("schema = \"tickmark.budgets/1\"\nbudget = 1", "budget must be tables"),
    ("schema = \"tickmark.budgets/1\"\n[budget]\nspeedup = 2", "budget must be tables"),
  ]) func `a file that is not one of budgets is refused`(text: String, problem: String) {
    let error = #expect(throws: GatingError.self) { try BudgetFile.parse(text, path: "b") }
    guard case .badBudget("b", _, let found) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found.hasPrefix(problem), "\(found)")
  }

  @Test func `a file that is not there is missing`() {
    #expect(throws: GatingError.budgetsMissing(path: "/nonexistent/b.toml")) {
      try BudgetFile.read("/nonexistent/b.toml")
    }
  }

  @Test(arguments: [("sums/running/64", "simd"), ("sums/*", "simd"), ("*/64", "scalar")])
  func `a budget may name a case that the program has`(id: String, variant: String) throws {
    let file = try parse("case = \"\(id)\"\nvariant = \"\(variant)\"\nspeedup = 2")
    try file.check(against: [("sums/running/64", ["scalar", "simd"])])
  }

  @Test(arguments: [("sums/running/65", "simd"), ("sums/running/64", "avx"), ("walks/*", "simd")])
  func `a budget for what is not there is refused`(id: String, variant: String) throws {
    let file = try parse("case = \"\(id)\"\nvariant = \"\(variant)\"\nspeedup = 2")
    #expect(throws: GatingError.self) { try file.check(against: [("sums/running/64", ["scalar", "simd"])]) }
  }

  // MARK: Judging

  // The record's wall time is 1,000 ns in 990...1010, its speed-up 2 in 1.9...2.1, its throughput 64 million a second.
  @Test(arguments: [
    ("wall = \"1011 ns\"", BudgetResult.Outcome.held), ("wall = \"1000 ns\"", .undecided),
    ("wall = \"989 ns\"", .broken),
    ("throughput = 63e6", .held), ("throughput = 64e6", .undecided), ("throughput = 65e6", .broken),
  ]) func `a time is held or broken where its whole interval is`(limit: String, outcome: BudgetResult.Outcome) throws {
    let result = try judge(limit + "\nmachine = \"test-2c\"")
    #expect(result.outcome == outcome)
    #expect((result.note != nil) == (outcome == .undecided))
  }

  @Test(arguments: [
    ("speedup = 1.8", BudgetResult.Outcome.held), ("speedup = 2.0", .undecided), ("speedup = 2.2", .broken),
    ("allocations = 0", .held), ("allocations = 3", .held),
  ]) func `a ratio and a count hold on any machine`(limit: String, outcome: BudgetResult.Outcome) throws {
    #expect(try judge(limit).outcome == outcome)
    #expect(try judge(limit + "\nmachine = \"other\"").outcome == outcome)
  }

  @Test func `one allocation over the limit breaks it`() throws {
    #expect(try judge("allocations = 0", Rows.record(variant: "simd", allocations: 1)).outcome == .broken)
  }

  @Test func `a time's budget says nothing about another machine class`() throws {
    let result = try judge("wall = \"1 ns\"\nmachine = \"other-64c\"")
    #expect(result.outcome == .undecided)
    #expect(result.note == "holds for other-64c, not for test-2c")
  }

  // The yardstick beside the record takes 500 ns; then it took less.
  @Test(arguments: [
    (1.0, "wall = \"900 ns\"", BudgetResult.Outcome.broken), (1.05, "wall = \"900 ns\"", .broken),
    (1.4, "wall = \"900 ns\"", .undecided), (1.4, "wall = \"700 ns\"", .broken), (1.4, "wall = \"1011 ns\"", .held),
    (0.5, "wall = \"900 ns\"", .broken), (1.4, "throughput = 70e6", .undecided), (1.4, "throughput = 99e6", .broken),
    (1.4, "speedup = 2.2\nallocations = 0", .broken),
  ]) func `a time that only the machine's pace breaks is undecided`(
    slower: Double, limit: String, outcome: BudgetResult.Outcome
  ) throws {
    var stored = Rows.record(variant: "simd")
    for index in stored.processes.indices { stored.processes[index].median /= slower }
    let file = try parse(Self.case64 + limit + "\nmachine = \"test-2c\"")
    let result = file.judge(Rows.run([Rows.record(variant: "simd")]), baselines: [Rows.run([stored])]) { _ in true }[0]
    #expect(result.outcome == outcome, "\(result)")
    #expect((result.note?.contains("takes 1.4 times what it took then") ?? false) == (outcome == .undecided))
  }

  @Test func `the pace of another machine class excuses nothing`() throws {
    var stored = Rows.record(variant: "simd")
    for index in stored.processes.indices { stored.processes[index].median /= 1.4 }
    var other = Rows.machine
    other.class = "other-64c"
    let file = try parse(Self.case64 + "wall = \"900 ns\"\nmachine = \"test-2c\"")
    let baselines = [Rows.run([stored], on: other)]
    #expect(
      file.judge(Rows.run([Rows.record(variant: "simd")]), baselines: baselines) { _ in true }[0].outcome == .broken)
  }

  @Test func `what was not measured is undecided with the reason`() throws {
    var record = Rows.record(variant: "simd", allocations: nil)
    #expect(try judge("allocations = 0", record).note == "not exact: 0 to 3 in 8 processes")
    record.speedup = nil
    #expect(try judge("speedup = 2", record).outcome == .undecided)
    record.metrics = [:]
    record.agreement.disagreement = "[3]: 2.0 where the reference has 1.0"
    #expect(
      try judge("wall = \"1 ms\"\nmachine = \"test-2c\"", record).note == "[3]: 2.0 where the reference has 1.0")
    let throughput = try judge("throughput = 1\nmachine = \"test-2c\"", record)
    #expect(throughput.outcome == .undecided)
  }

  @Test func `a budget whose case was selected and not measured is undecided, not silent`() throws {
    let file = try parse(Self.case64 + "speedup = 2\nallocations = 0")
    #expect(file.judge(Rows.run([])) { _ in true }.map(\.outcome) == [.undecided, .undecided])
    #expect(file.judge(Rows.run([])) { _ in false }.isEmpty)
  }

  @Test func `a star holds every case that matches to the limit`() throws {
    let file = try parse("case = \"sums/*\"\nvariant = \"simd\"\nallocations = 0")
    let run = Rows.run([
      Rows.record("a", variant: "simd"), Rows.record("b", variant: "simd", allocations: 1),
      Rows.record("b", allocations: 1),
    ])
    #expect(file.judge(run) { _ in true }.map(\.outcome) == [.held, .broken])
  }

  @Test func `the room is what is left of the limit, on its own side`() throws {
    #expect(abs(try #require(judge("wall = \"2000 ns\"\nmachine = \"test-2c\"").room) - 0.5) < 1e-12)
    #expect(abs(try #require(judge("speedup = 1").room) - 1) < 1e-12)
  }
}
