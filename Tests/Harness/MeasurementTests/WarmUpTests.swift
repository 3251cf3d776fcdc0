import Glibc
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
  @Test func `touching new pages faults, touching old ones does not`() throws {
    // Mapped here: an allocator may hand out pages that another test has touched, or huge ones that fault once.
    let pages = 512
    let bytes = pages * 4_096
    let mapped = try #require(mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
    try #require(mapped != MAP_FAILED)
    defer { munmap(mapped, bytes) }
    madvise(mapped, bytes, MADV_NOHUGEPAGE)
    func touch(_ call: Int) {
      for page in 0..<pages {
        mapped.storeBytes(of: UInt8(truncatingIfNeeded: call), toByteOffset: page * 4_096, as: UInt8.self)
      }
    }
    let fresh = ResourceUsage.ofCall(calls: 1) { touch($0) }
    // What other tests' threads fault meanwhile is counted too: many calls make it little for each.
    let still = ResourceUsage.ofCall(calls: 10_000) { calls in for call in 0..<calls { touch(call) } }
    #expect(fresh.pageFaults >= Double(pages) && still.pageFaults < Double(pages) / 4)
  }

  @Test func `time of the process is that of a call`() {
    let usage = ResourceUsage.ofCall(calls: 50) { calls in
      for _ in 0..<calls {
        let start = Clock.threadCPU()
        while Clock.threadCPU() - start < 100_000 {}
      }
    }
    // Other tests' threads are in it as well; a wrong unit would be a thousand times away.
    #expect(usage.processCPU >= 100_000 && usage.processCPU < 50_000_000)
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
