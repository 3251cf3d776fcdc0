import Glibc
import Testing
import TickmarkBaselines
import TickmarkMeasurement

@testable import TickmarkGating

@Suite struct BaselineComparisonTests {
  private func compare(
    _ before: [CaseRecord], _ after: [CaseRecord], margin: Double? = nil, machine: MachineFingerprint = Rows.machine,
    expecting: (CaseRecord) -> Bool = { _ in true }
  ) -> Comparison {
    BaselineComparison(baselines: [Rows.run(before)], run: Rows.run(after, on: machine), margin: margin)
      .compare(kind: .baseline, expecting: expecting)
  }

  private func wall(_ comparison: Comparison) throws -> ComparisonRow {
    try #require(comparison.rows.first { $0.metric == "wall" })
  }

  @Test(arguments: [
    (1.10, 0.001, Verdict.regressed), (0.90, 0.001, .improved), (1.001, 0.001, .equivalent), (1.02, 0.001, .undecided),
    (1.10, 0.05, .undecided), (1.019_999_999, 0.001, .undecided),
  ]) func `each of the four words is said where it is meant`(change: Double, spread: Double, verdict: Verdict) throws {
    let row = try wall(compare([Rows.record(spread: spread)], [Rows.record(ratio: 2 * change, spread: spread)]))
    #expect(row.verdict == verdict)
    #expect(abs(row.ratio - change) < 1e-9)
    #expect(row.interval[0] <= change && change <= row.interval[1])
    #expect((row.note != nil) == (verdict == .undecided))
  }

  @Test(arguments: [0.001, 0.02, 1, 1.5, 40])
  func `the ratio is that of the times, however they stand to the yardstick`(multiple: Double) throws {
    let row = try wall(compare([Rows.record(ratio: multiple)], [Rows.record(ratio: multiple * 1.1)]))
    #expect(abs(row.ratio - 1.1) < 1e-9)
    #expect(row.verdict == .regressed)
  }

  @Test func `exchanging the sides turns the ratio and its interval round`() throws {
    let (old, new) = (Rows.record(spread: 0.002), Rows.record(ratio: 2.2, spread: 0.004))
    let forward = try wall(compare([old], [new]))
    let back = try wall(compare([new], [old]))
    #expect(abs(forward.ratio * back.ratio - 1) < 1e-12)
    #expect(abs(forward.interval[0] * back.interval[1] - 1) < 1e-12)
    #expect(forward.verdict == .regressed && back.verdict == .improved)
  }

  @Test func `the wider of the two recorded floors is the margin, unless one is named`() throws {
    let (old, new) = (Rows.record(floor: 0.02), Rows.record(ratio: 2.06, floor: 0.05))
    #expect(try wall(compare([old], [new])).margin == 0.05)
    #expect(try wall(compare([old], [new])).verdict == .equivalent)
    #expect(try wall(compare([old], [new], margin: 0.01)).verdict == .regressed)
  }

  @Test func `a regression that would not stand among all rows is undecided`() throws {
    // Alone, the margin is excluded at one in a thousand; among thirty rows one in a hundred for all asks for more.
    let quiet = (0..<29).map { Rows.record("other\($0)") }
    let (old, new) = (Rows.record(spread: 0.002747), Rows.record(ratio: 2.1, spread: 0.002747))
    let alone = try wall(compare([old], [new], margin: 0.03))
    #expect(alone.verdict == .regressed)
    let among = compare([old] + quiet, [new] + quiet, margin: 0.03)
    let row = try wall(among)
    #expect(row.verdict == .undecided)
    #expect(row.note == "stands alone, but not among 30 rows: more processes would tell")
    #expect(row.interval == alone.interval)
  }

  @Test func `another machine class leaves every row undecided and says why`() {
    var machine = Rows.machine
    machine.class = "other-64c"
    let comparison = compare([Rows.record()], [Rows.record(ratio: 4, allocations: 5)], machine: machine)
    #expect(comparison.rows.map(\.verdict) == [.undecided, .undecided])
    #expect(comparison.verdict == .undecided)
    #expect(comparison.notes == ["the baseline is from test-2c, this machine is other-64c"])
    #expect(comparison.rows.allSatisfy { $0.note == comparison.notes[0] })
  }

  @Test func `another instruction set leaves every row undecided and says why`() {
    var machine = Rows.machine
    machine.instructionSet = "haswell"
    let comparison = compare([Rows.record()], [Rows.record(ratio: 4)], machine: machine)
    #expect(comparison.verdict == .undecided)
    #expect(comparison.notes == ["the baseline was built for portable, this run for haswell"])
  }

  @Test func `other data leave the rows undecided that read them, and no others`() {
    let comparison = compare(
      [Rows.record("a", dataset: "1"), Rows.record("b")], [Rows.record("a", dataset: "2"), Rows.record("b")])
    #expect(comparison.rows.map(\.verdict) == [.undecided, .undecided, .equivalent, .equivalent])
    #expect(comparison.rows[0].note == "the baseline ran on other data")
  }

  @Test func `another yardstick leaves the time undecided and the counters judged`() {
    let comparison = compare([Rows.record()], [Rows.record(kind: "vector")])
    #expect(comparison.rows.map(\.verdict) == [.undecided, .equivalent])
    #expect(comparison.rows[0].interval.isEmpty)
    #expect(comparison.rows[0].note != nil)
  }

  @Test func `a row of the baseline that the run lacks is missing where it was expected`() {
    let stored = [Rows.record(), Rows.record("gone"), Rows.record("left-out")]
    let comparison = compare(stored, [Rows.record()]) { $0.case != "sums/left-out/64" }
    #expect(comparison.missing == ["sums/gone/64:scalar"])
    #expect(comparison.added.isEmpty)
  }

  @Test func `a row that the baseline lacks is added, and a renamed one is both`() {
    let comparison = compare([Rows.record("old")], [Rows.record("new")])
    #expect(comparison.missing == ["sums/old/64:scalar"])
    #expect(comparison.added == ["sums/new/64:scalar"])
    #expect(comparison.rows.isEmpty)
  }

  @Test func `another variant is another row`() {
    let comparison = compare([Rows.record()], [Rows.record(), Rows.record(variant: "simd")])
    #expect(comparison.added == ["sums/running/64:simd"])
  }

  @Test(arguments: [
    (0.0, 1.0, Verdict.regressed, 1.0), (1, 0, .improved, 0), (3, 4, .regressed, 4.0 / 3), (0, 0, .equivalent, 1),
    (7, 7, .equivalent, 1),
  ]) func `a counter is exact: one more is a regression`(a: Double, b: Double, verdict: Verdict, ratio: Double) throws {
    let comparison = compare([Rows.record(allocations: a)], [Rows.record(allocations: b)])
    let row = try #require(comparison.rows.first { $0.metric == "allocations" })
    #expect(row.verdict == verdict)
    #expect(row.ratio == ratio)
    #expect(row.margin == 0)
  }

  @Test func `a counter that is not exact on one side or on both is undecided, never absent`() throws {
    let one = compare([Rows.record()], [Rows.record(allocations: nil)])
    let row = try #require(one.rows.first { $0.metric == "allocations" })
    #expect(row.verdict == .undecided)
    #expect(row.note == "not exact: 0 to 3 in 8 processes")
    let neither = compare([Rows.record(allocations: nil)], [Rows.record(allocations: nil)]).rows
    #expect(neither.first { $0.metric == "allocations" }?.verdict == .undecided)
  }

  @Test func `a counter whose smallest value is above the stored one has regressed, exact or not`() throws {
    var varying = Rows.record(allocations: nil)
    varying.metrics["allocations"]?.interval = [900, 1_000]
    let rows = compare([Rows.record()], [varying]).rows
    #expect(rows.first { $0.metric == "allocations" }?.verdict == .regressed)
  }

  @Test func `a single process on a side decides nothing`() throws {
    var new = Rows.record(ratio: 4)
    new.processes.removeLast(7)
    let row = try wall(compare([Rows.record()], [new]))
    #expect(row.verdict == .undecided)
    #expect(row.note == "needs two processes and the same yardstick on each side")
  }

  @Test func `a ratio that went through a yardstick names it, and one of another tool's times has none`() throws {
    var faster = Rows.record(ratio: 2.2)
    // The code took a tenth longer beside its yardstick, on a machine that is a third faster.
    for index in faster.processes.indices { faster.processes[index].median = 770 }
    faster.metrics["wall"] = MetricRecord(unit: "ns", median: 770)
    let row = try wall(compare([Rows.record()], [faster]))
    #expect(row.verdict == .regressed && row.a == 1_000 && row.b == 770 && row.yardstick == "arithmetic")
    let foreign = { (ratio: Double) in
      var record = Rows.record(ratio: ratio, kind: CaseRecord.nanosecondKind)
      for index in record.processes.indices {
        record.processes[index].yardsticks = [CaseRecord.nanosecondKind: log(500 * ratio)]
      }
      return record
    }
    let plain = try wall(compare([foreign(2)], [foreign(2.2)]))
    #expect(plain.verdict == .regressed && plain.yardstick == nil)
  }

  @Test func `a variant that was not timed is an undecided row, not an absent one`() {
    var new = Rows.record()
    new.metrics = [:]
    new.processes = []
    let rows = compare([Rows.record()], [new]).rows
    #expect(rows.map(\.metric) == ["wall"] && rows.map(\.verdict) == [.undecided])
  }

  @Test func `the worst row decides the whole`() {
    func verdict(_ rows: Verdict...) -> Verdict {
      var row = ComparisonRow(
        case: "a", variant: "b", metric: "wall", a: 1, b: 1, unit: "ns", ratio: 1, interval: [1, 1],
        verdict: .equivalent, margin: 0, minimumDetectable: 0, rounds: 1, processes: 1, discarded: 0, seconds: 0,
        note: nil)
      return BaselineComparison.verdict(
        of: rows.map {
          row.verdict = $0
          return row
        })
    }
    #expect(verdict(.equivalent, .regressed, .undecided, .improved) == .regressed)
    #expect(verdict(.improved, .undecided, .equivalent) == .undecided)
    #expect(verdict(.equivalent, .improved) == .improved)
    #expect(verdict(.equivalent) == .equivalent)
  }

  @Test(arguments: [
    (1.021, 1.03, Verdict.regressed), (1.02, 1.03, .undecided), (0.99, 1.02, .equivalent), (0.97, 0.98, .improved),
    (0.97, 0.99, .undecided), (0.5, 2, .undecided),
  ]) func `a verdict needs the whole interval`(lower: Double, upper: Double, verdict: Verdict) {
    #expect(Verdict(lower: lower, upper: upper, margin: 0.02) == verdict)
  }
}
