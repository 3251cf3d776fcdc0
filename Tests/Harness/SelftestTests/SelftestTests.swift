import Testing
import TickmarkGating
import TickmarkMeasurement
import TickmarkStatistics

@testable import TickmarkSelftest

struct SelftestPlanTests {
  @Test func `the whole has the comparisons that its demands are counted on`() {
    let rows = SelftestPlan(scale: 1, seed: 1).gates.flatMap(\.rows)
    func count(_ workload: Workload, _ effect: Double, margin: Double = 0.005) -> Int {
      rows.count { $0.workload == workload && $0.effect == effect && $0.margin == margin }
    }
    #expect(count(.compute, 0) + count(.allocation, 0) >= 3_000)
    #expect(count(.memory, 0) >= 600 && count(.compute, 0, margin: 0) >= 1_000)
    #expect(count(.compute, 0.01) >= 300 && count(.allocation, 0.01) >= 300 && count(.memory, 0.02) >= 300)
    #expect(count(.compute, 0.003, margin: 0) >= 300)
    for workload in Workload.allCases {
      for effect in [0.005, 0.01, 0.02, 0.05, 0.1] { #expect(count(workload, effect) >= 60) }
    }
  }

  @Test func `even the shortest self-test has each kind, and slowed rows among others`() {
    let gates = SelftestPlan(scale: 1e-6, seed: 1).gates
    let rows = Set(gates.flatMap(\.rows))
    #expect(rows.count { $0.effect == 0 } == 4 && rows.count { $0.effect > 0 } == 16)
    #expect(gates.contains { !$0.isClean && $0.rows.contains { $0.effect == 0 } })
  }

  @Test func `the seed decides the order, and only that`() {
    let (a, b) = (SelftestPlan(scale: 0.01, seed: 1), SelftestPlan(scale: 0.01, seed: 2))
    #expect(a == SelftestPlan(scale: 0.01, seed: 1) && a != b)
    func tally(_ plan: SelftestPlan) -> [SelftestPlan.Subject: Int] {
      Dictionary(plan.gates.flatMap(\.rows).map { ($0, 1) }, uniquingKeysWith: +)
    }
    #expect(tally(a) == tally(b))
  }
}

struct WorkloadTests {
  @Test(arguments: Workload.allCases) func `every variant of a plan is there, and agrees`(workload: Workload) {
    let names = Set(workload.operation(effects: Effect.planted).variants.map(\.name))
    let wanted = SelftestPlan(scale: 0.001, seed: 1).gates.flatMap(\.rows).filter { $0.workload == workload }
    #expect(wanted.allSatisfy { names.contains($0.pair.a) && names.contains($0.pair.b) })
    #expect(names.count == Effect.planted.count + 2)
  }

  @Test func `effects have names that a reader understands`() {
    #expect(
      Effect.planted.map(Effect.name) == [
        "slower-0.3%", "slower-0.5%", "slower-1%", "slower-2%", "slower-5%", "slower-10%",
      ])
  }
}

struct SelftestTallyTests {
  /// Runs a plan's gates on a machine whose slowdowns are what the names say, times `sight`.
  private func tally(scale: Double = 0.02, sight: Double = 1, noise: Double = 0.002) throws -> SelftestTally {
    var random = SplitMix64(seed: 5)
    let selftest = Selftest(plan: PairedPlan()) { _, pair, _ in
      func work(_ name: String) -> Double {
        1 + sight * (Effect.planted.first { Effect.name($0) == name } ?? 0)
      }
      func times(_ mean: Double, _ luck: [Double]) -> PairReport.Side {
        let wall = luck.map { 1e6 * mean * (1 + noise * ($0 - 0.5) + noise * (random.nextUnit() - 0.5)) }
        return PairReport.Side(wall: wall, cpu: wall)
      }
      let luck = (0..<20).map { _ in random.nextUnit() }
      return PairReport(
        a: times(work(pair.a), luck), b: times(work(pair.b), luck), calls: 1, discarded: 0, seconds: 0.1)
    }
    var tally = SelftestTally()
    for gate in SelftestPlan(scale: scale, seed: 3).gates { tally.add(try selftest.run(gate)) }
    return tally
  }

  private func record(_ tally: SelftestTally) -> SelftestRecord {
    SelftestRecord(
      tool: "test", commit: "0", dirty: false, started: "2026-11-21T00:00:00Z",
      machine: MachineFingerprint(
        class: "test", cpu: "a test", cores: 2, memoryBytes: 1, kernel: "none", governor: "unknown", allocator: "none",
        instructionSet: "portable", toolchain: "Swift", loadBefore: 0, loadAfter: 0, stealFraction: nil),
      busyProcesses: 1, seconds: 1, rows: tally.rows, gates: tally.gates,
      overhead: SliceOverhead(slices: 1_001, nanoseconds: 20, sliceNanoseconds: 50_000, allocating: 0), notes: [])
  }

  @Test func `a gate that sees what is planted meets its demands`() throws {
    let record = record(try tally())
    let demands = SelftestDemand.all(of: record)
    #expect(demands.count == 18 && !demands.contains(where: \.isSurelyMissed), "\(demands)")
    // So few comparisons of a kind cannot put a share of intervals between 94 and 97 %.
    #expect(demands.allSatisfy { $0.isMet || $0.text.contains("intervals") }, "\(demands)")
    let seen = try #require(record.rows.first { $0.kind == "compute" && $0.effect == 0.05 })
    #expect(seen.flagged == seen.comparisons && abs(seen.medianRatio - 1.05) < 0.001 && seen.besidePlanted)
    let clean = try #require(record.rows.first { $0.kind == "compute" && $0.effect == 0 && !$0.besidePlanted })
    #expect(clean.flagged == 0 && clean.suspects == 0)
    #expect(record.gates.clean + record.gates.all > record.gates.clean && record.gates.cleanFlagged == 0)
  }

  @Test func `a gate that is blind is found out`() throws {
    let missed = SelftestDemand.all(of: record(try tally(sight: 0))).filter(\.isSurelyMissed).map(\.text)
    #expect(missed.contains("+1 % compute is seen") && missed.contains("+2 % memory is seen"))
  }

  @Test func `slower work that is called faster is not seen`() throws {
    let rows = try tally(sight: -1).rows.filter { $0.effect >= 0.02 }
    #expect(!rows.isEmpty && rows.allSatisfy { $0.flagged == 0 && $0.medianRatio < 1 })
  }

  @Test func `a demand is surely missed only where chance cannot explain it`() {
    func demand(_ hits: Int, of count: Int, _ range: ClosedRange<Double>) -> SelftestDemand {
      SelftestDemand(text: "", range: range, measured: .share(hits: hits, count: count))
    }
    // One in 20 above 0.1 % is chance, three are not.
    #expect(!demand(1, of: 20, 0...0.001).isMet && !demand(1, of: 20, 0...0.001).isSurelyMissed)
    #expect(demand(3, of: 20, 0...0.001).isSurelyMissed)
    #expect(!demand(5, of: 6, 0.99...1).isSurelyMissed && demand(3, of: 6, 0.99...1).isSurelyMissed)
    let coverage = 0.94...0.97
    #expect(demand(950, of: 1_000, coverage).isMet)
    #expect(demand(1_000, of: 1_000, coverage).isSurelyMissed && demand(900, of: 1_000, coverage).isSurelyMissed)
    #expect(!demand(20, of: 20, coverage).isMet && !demand(20, of: 20, coverage).isSurelyMissed)
    #expect(demand(1, of: 1_001, 0...0).isSurelyMissed)
  }

  @Test func `what depends on the machine is told, and fails nothing`() {
    let slow = SelftestDemand(text: "", range: 0...1, measured: .value(9, unit: "s"))
    #expect(!slow.isMet && !slow.isSurelyMissed)
  }
}
