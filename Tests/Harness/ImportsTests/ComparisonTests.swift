import Foundation
import TickmarkGating
import Testing

@testable import TickmarkBaselines
@testable import TickmarkImports

/// Imported rows through the comparison, the budgets and the pace that our own go through.
@Suite struct ComparisonTests {
  /// Six repetitions that differ by less than 1 %.
  private func run(slower factor: Double = 1, bytes: Int = 8, wobble: Int = 0) throws -> RunFile {
    let lines = [1.002, 0.998, 1.001, 0.999, 1.0, 1.003].enumerated().map { line, spread in
      "BenchmarkA/64-2 100 \(1_000 * factor * spread) ns/op \(bytes + line % 2 * wobble) B/op 1 allocs/op\n"
    }
    return try Importing.run("pkg: sums\n" + lines.joined() + "PASS\n", name: "go.txt")
  }

  private func compare(_ before: RunFile, _ after: RunFile) -> Comparison {
    BaselineComparison(baselines: [before], run: after).compare(kind: .baseline) { _ in true }
  }

  @Test func `a file is equivalent to itself`() throws {
    let comparison = compare(try run(), try run())
    #expect(comparison.verdict == .equivalent && comparison.notes.isEmpty)
    #expect(comparison.rows.map(\.metric) == ["wall", "allocations", "allocatedBytes"])
  }

  @Test(arguments: [(1.2, Verdict.regressed), (1 / 1.2, .improved), (1.02, .equivalent)])
  func `a change shows with its size, and only beyond the floor`(factor: Double, verdict: Verdict) throws {
    let row = try #require(compare(try run(), try run(slower: factor)).rows.first)
    #expect(row.verdict == verdict && row.margin == 0.05)
    #expect(abs(row.ratio / factor - 1) < 0.005)
  }

  @Test func `a machine of twice the pace is a change: nothing takes it out`() throws {
    #expect(compare(try run(), try run(slower: 2)).verdict == .regressed)
  }

  @Test func `counts gate exactly`() throws {
    let rows = compare(try run(), try run(bytes: 9)).rows
    #expect(rows.filter { $0.verdict == .regressed }.map(\.metric) == ["allocatedBytes"])
  }

  @Test(arguments: [
    (40_418, 0, 40_418, 1, Verdict.equivalent), (40_418, 1, 40_419, 1, .equivalent), (40_418, 1, 60_000, 2, .regressed),
    (60_000, 1, 40_418, 0, .improved), (100, 10, 100, 10, .undecided), (0, 0, 1, 7, .regressed),
  ]) func `a mean that differs from line to line is judged by the margin`(
    before: Int, wobble: Int, after: Int, wobbleAfter: Int, verdict: Verdict
  ) throws {
    let rows = compare(try run(bytes: before, wobble: wobble), try run(bytes: after, wobble: wobbleAfter)).rows
    let row = try #require(rows.first { $0.metric == "allocatedBytes" })
    #expect(row.verdict == verdict && row.note?.hasPrefix("not exact") == true, "\(row)")
  }

  @Test func `another class is an obstacle, and so is a baseline of our own`() throws {
    var other = try run()
    other.machine.class = "another"
    #expect(compare(other, try run()).notes.first?.contains("the baseline is from another") == true)
    var own = try run()
    own.cases[0].kind = "vector"
    let row = try #require(compare(own, try run()).rows.first)
    #expect(row.verdict == .undecided && row.note?.contains("the same yardstick") == true)
  }

  @Test func `a budget of time holds and breaks`() throws {
    let run = try run()
    let limits = { (wall: String) in
      try BudgetFile.parse(
        """
        schema = "tickmark.budgets/1"
        [[budget]]
        case = "sums/A/64"
        variant = "go"
        wall = "\(wall)"
        machine = "\(run.machine.class)"
        allocations = 1
        """, path: "budgets.toml"
      ).judge(run, baselines: [run]) { _ in true }.map(\.outcome)
    }
    #expect(try limits("1.1 us") == [.held, .held])
    #expect(try limits("0.9 us") == [.broken, .held])
  }

  @Test func `a single number stays undecided and says why`() throws {
    let run = try Importing.run([ForeignFixture.all[8].path])
    let comparison = compare(run, run)
    #expect(comparison.rows.first?.verdict == .undecided)
    #expect(comparison.rows.first?.note?.contains("needs two processes") == true)
  }
}
