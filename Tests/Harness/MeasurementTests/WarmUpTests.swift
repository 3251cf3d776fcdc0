import Testing

@testable import TickmarkMeasurement

struct WarmUpTests {
  private static let plan = MeasurementPlan(processes: 1, secondsPerProcess: 0.1, minimumRounds: 1)

  /// Runs a body whose slices take the times given, the last one from then on.
  private func warm(_ times: [UInt64]) -> (outcome: WarmUp.Outcome, slices: Int) {
    let watch = HandWatch()
    let slices = Counter()
    let outcome = WarmUp(plan: Self.plan).run(
      RoundTimer.Body(calls: 1, on: watch) { _ in
        watch.pass(times[min(slices.count, times.count - 1)])
        slices.count += 1
      })
    return (outcome, slices.count)
  }

  @Test func `a body that is warm is called for the first slice and three that do not improve on it`() {
    #expect(warm([50_000]) == (.warm, 4))
  }

  @Test func `a body that gets faster is called until it gets no faster`() {
    #expect(warm([90_000, 80_000, 70_000, 60_000, 50_000]) == (.warm, 8))
  }

  @Test func `an improvement of a per cent is none`() {
    #expect(warm([50_000, 49_500, 49_300, 49_100]) == (.warm, 4))
  }

  @Test func `a body that never stops getting faster is said to`() {
    let (outcome, slices) = warm((0..<100).map { UInt64(400_000 * pow(0.95, Double($0))) })
    #expect(outcome == .warming && slices > 4 && slices < 60)
  }

  @Test func `a slice that takes longer than there is time for is not judged`() {
    #expect(warm([20_000_000]) == (.notJudged, 1))
  }

  private func pow(_ base: Double, _ exponent: Double) -> Double { (0..<Int(exponent)).reduce(1) { x, _ in x * base } }
}

struct ResourceUsageTests {
  @Test func `touching new pages faults, touching old ones does not`() {
    let pages = 512
    let fresh = ResourceUsage.ofCall(calls: 1) { _ in
      blackHole([UInt8](repeating: 1, count: pages * 4_096))
    }
    let still = ResourceUsage.ofCall(calls: 1_000) { calls in for call in 0..<calls { blackHole(call) } }
    #expect(fresh.pageFaults > Double(pages) / 4 && still.pageFaults < 1)
  }

  @Test func `time of the process is that of a call`() {
    let usage = ResourceUsage.ofCall(calls: 50) { calls in
      for _ in 0..<calls {
        let start = Clock.threadCPU()
        while Clock.threadCPU() - start < 100_000 {}
      }
    }
    #expect(usage.processCPU >= 100_000 && usage.processCPU < 5_000_000)
  }
}

struct InstructionCounterTests {
  @Test func `two counts that agree are one, others are told`() {
    #expect(InstructionCounter.judge(1_000_000, 1_000_400) == .counted(1_000_000))
    #expect(
      InstructionCounter.judge(1_000_000, 1_100_000)
        == .absent(reason: "not stable: 1000000 in one process, 1100000 in another"))
    #expect(InstructionCounter.judge(0, 0) == .counted(0))
  }

  @Test func `the total is read from what callgrind says at its end`() {
    #expect(InstructionCounter.total(in: "==7== Events    : Ir\n==7== Collected : 65024\n==7==\n") == 65_024)
    #expect(InstructionCounter.total(in: "==7== Command: x\n") == nil)
  }
}
