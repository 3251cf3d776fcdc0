import Glibc
import Testing
import TickmarkMeasurement
import TickmarkStatistics

@testable import TickmarkGating

/// Reports of processes whose truth is known.
enum Pairs {
  /// - Parameters:
  ///   - ratio: of b to a.
  ///   - noise: deviation of a round's logarithm; processes differ by a tenth of it.
  static func report(
    ratio: Double, noise: Double = 0.005, rounds: Int = 40, using random: inout SplitMix64
  ) -> PairReport {
    let process = 0.1 * noise * random.nextNormal()
    let a = (0..<rounds).map { _ in 1e6 * exp(noise * random.nextNormal()) }
    let b = a.map { $0 * ratio * exp(process + noise * random.nextNormal()) }
    return PairReport(
      a: .init(wall: a, cpu: a), b: .init(wall: b, cpu: b), calls: 1, discarded: 1, seconds: 0.1)
  }
}

extension SplitMix64 {
  /// One standard normal draw (Box and Muller, 1958).
  mutating func nextNormal() -> Double {
    (-2 * log(1 - nextUnit())).squareRoot() * cos(2 * .pi * nextUnit())
  }
}

struct PairedPlanTests {
  @Test func `all looks together spend the error of the plan`() throws {
    for processes in [2, 5, 10, 11, 40] {
      let plan = PairedPlan(processes: processes, confidence: 0.999)
      let spent = try plan.looks.map { 1 - (try #require(plan.confidence(after: $0))) }.reduce(0, +)
      #expect(abs(spent - 0.001) < 1e-12, "\(processes) processes")
      #expect(plan.looks.last == processes)
    }
  }

  @Test func `between looks there is no interval to stop by`() {
    let plan = PairedPlan(processes: 10)
    #expect((1...10).filter { plan.confidence(after: $0) != nil } == [5, 10])
  }
}

struct PairedComparisonTests {
  private func compare(
    ratio: Double, noise: Double = 0.005, margin: Double = 0.005, seed: UInt64 = 1
  ) -> PairedComparison {
    var random = SplitMix64(seed: seed)
    var comparison = PairedComparison(plan: PairedPlan(processes: 10, margin: margin))
    while !comparison.isOver { comparison.add(Pairs.report(ratio: ratio, noise: noise, using: &random)) }
    return comparison
  }

  @Test(
    arguments: [(1.03, Verdict.regressed), (0.97, .improved), (1, .equivalent)]
  ) func `a clear answer stops at the first look`(ratio: Double, verdict: Verdict) {
    let comparison = compare(ratio: ratio)
    #expect(comparison.reports.count == 5)
    let row = comparison.row(case: "a/b/1", variant: "simd")
    #expect(row.verdict == verdict && row.processes == 5 && row.rounds == 200 && row.discarded == 5)
    #expect(row.interval[0] <= ratio && ratio <= row.interval[1] && abs(row.ratio - ratio) < 0.003)
    #expect(row.seconds > 0.49 && row.note == nil)
  }

  @Test func `an answer on the margin stays undecided and says what would settle it`() throws {
    let comparison = compare(ratio: 1.006, noise: 0.05)
    let row = comparison.row(case: "a/b/1", variant: "simd")
    #expect(comparison.reports.count == 10 && row.verdict == .undecided)
    let note = try #require(row.note)
    #expect(note.contains("processes would settle it") || note.contains("too near the margin"))
    #expect(row.minimumDetectable > 0.006)
  }

  @Test func `an output that differs ends the comparison and is no verdict`() {
    var comparison = PairedComparison(plan: PairedPlan())
    comparison.add(PairReport(disagreement: "'simd' at [3]: expected 1, got 0"))
    #expect(comparison.isOver)
    let row = comparison.row(case: "a/b/1", variant: "simd")
    #expect(row.verdict == .undecided && row.note == "not timed: 'simd' at [3]: expected 1, got 0")
  }

  @Test func `after the end nothing more is taken`() {
    var comparison = compare(ratio: 1.1)
    let before = comparison.row(case: "a/b/1", variant: "simd")
    comparison.add(PairReport(failure: "late"))
    #expect(comparison.row(case: "a/b/1", variant: "simd") == before)
  }

  @Test func `exchanging the sides gives the reciprocal`() {
    var random = SplitMix64(seed: 4)
    var (forward, backward) = (PairedComparison(plan: PairedPlan()), PairedComparison(plan: PairedPlan()))
    for _ in 0..<10 {
      let report = Pairs.report(ratio: 1.002, using: &random)
      forward.add(report)
      backward.add(report.reversed)
    }
    let (a, b) = (forward.row(case: "a/b/1", variant: "x"), backward.row(case: "a/b/1", variant: "x"))
    #expect(abs(a.ratio * b.ratio - 1) < 1e-12 && abs(a.interval[0] * b.interval[1] - 1) < 1e-12)
    #expect(a.a == b.b && a.b == b.a)
  }

  @Test func `identical code is called changed no oftener than the plan allows`() {
    // Without a margin every error shows: 4,000 comparisons at 1 % let 40 through, 62 are three and a half deviations more.
    var random = SplitMix64(seed: 99)
    var fired = 0
    for _ in 0..<4_000 {
      var comparison = PairedComparison(plan: PairedPlan(processes: 10, confidence: 0.99, margin: 0))
      while !comparison.isOver { comparison.add(Pairs.report(ratio: 1, rounds: 9, using: &random)) }
      if comparison.row(case: "a/b/1", variant: "x").verdict.isChange { fired += 1 }
    }
    #expect(fired <= 62, "\(fired) of 4000")
    #expect(fired > 0, "a procedure that never errs is not the one that was planned")
  }
}

struct PairedGateTests {
  private static let rows = (0..<20).map { PairedGate.Row(case: "a/b\($0)/1", variant: "simd", margin: 0.005) }

  /// A gate whose rows have the given ratios; reversed turns have the sides exchanged.
  private func judge(
    control: Double = 1, again: Double? = nil, _ ratio: @escaping (Int) -> Double
  ) throws -> PairedGate.Outcome {
    var random = SplitMix64(seed: 7)
    return try PairedGate(Self.rows, plan: PairedPlan()) { turn in
      guard case .row(let index) = turn.subject else { return Pairs.report(ratio: control, using: &random) }
      let truth = turn.isReversed ? again ?? ratio(index) : ratio(index)
      let report = Pairs.report(ratio: truth, using: &random)
      return turn.isReversed ? report.reversed : report
    }.judge()
  }

  @Test func `a slower row is found among nineteen that are not, and nothing rubs off`() throws {
    let outcome = try judge { $0 == 13 ? 1.02 : 1 }
    #expect(outcome.rows.indices.filter { outcome.rows[$0].verdict == .regressed } == [13])
    #expect(outcome.rows.count { $0.verdict == .equivalent } == 19)
    #expect(outcome.suspects == [13])
    #expect(outcome.rows[13].note?.hasPrefix("shown again in 5 fresh processes with the sides exchanged") == true)
    #expect(outcome.rows[13].processes == 10)
  }

  @Test func `what one row shows does not depend on what the others are`() throws {
    func other(_ ratio: Double) throws -> [ComparisonRow] {
      try Self.rows.indices.map { index in
        // A row's processes have a seed of their own.
        let gate = PairedGate(Self.rows, plan: PairedPlan()) { turn in
          guard case .row(let row) = turn.subject else { return Pairs.silent }
          var random = SplitMix64(seed: UInt64(1_000 * row + turn.process))
          let report = Pairs.report(ratio: row == index ? 1 : ratio, using: &random)
          return turn.isReversed ? report.reversed : report
        }
        return try gate.judge().rows[index]
      }
    }
    #expect(try other(1) == other(1.05))
  }

  @Test func `a suspect that does not show again is undecided`() throws {
    let outcome = try judge(again: 1) { $0 == 4 ? 1.02 : 1 }
    #expect(outcome.rows[4].verdict == .undecided && outcome.suspects == [4])
    #expect(outcome.rows[4].note?.hasPrefix("did not show again") == true)
  }

  @Test func `an improvement is confirmed as well`() throws {
    let outcome = try judge { $0 == 4 ? 0.9 : 1 }
    #expect(outcome.rows[4].verdict == .improved && outcome.suspects == [4])
  }

  @Test func `where the control fires no row is judged`() throws {
    let outcome = try judge(control: 1.04) { $0 == 4 ? 1.1 : 1 }
    #expect(outcome.control?.fired == true && outcome.suspects.isEmpty)
    #expect(outcome.rows.allSatisfy { $0.verdict == .undecided && $0.note?.hasPrefix("a control fired") == true })
  }

  @Test func `an error of one process is the gate's`() {
    struct Broken: Error {}
    #expect(throws: Broken.self) { try PairedGate(Self.rows, plan: PairedPlan()) { _ in throw Broken() }.judge() }
  }
}

extension Pairs {
  /// The same on both sides, to the last digit but one.
  static let silent = PairReport(
    a: .init(wall: [1, 1, 1], cpu: []), b: .init(wall: [1, 1.000_001, 1], cpu: []), calls: 1, discarded: 0, seconds: 0)
}
