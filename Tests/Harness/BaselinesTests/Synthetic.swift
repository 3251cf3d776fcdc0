import Glibc
import TickmarkAllocator
import TickmarkStatistics

@testable import TickmarkMeasurement

/// Reports of fresh processes whose truth is known: every time is a true one, times the process's pace, times noise.
struct Synthetic {
  var processes = 6
  var rounds = 41
  /// The true nanoseconds of a call, by variant; the first is the reference.
  var variants: [(name: String, nanoseconds: Double)] = [("scalar", 1_000), ("simd", 250)]
  /// Standard deviations of the logarithm: of a round, and of a whole process.
  var noise = 0.01
  var pace = 0.03
  /// How much longer the second of two equal yardsticks takes.
  var controlShift = 0.0
  var seed: UInt64 = 1

  var reports: [ProcessReport] {
    var random = SplitMix64(seed: seed)
    return (0..<processes).map { _ in report(using: &random) }
  }

  static let id = CaseID(suite: "sums", operation: "running", size: Size(64))

  private func report(using random: inout SplitMix64) -> ProcessReport {
    let pace = exp(self.pace * Self.gaussian(&random))
    func times(_ nanoseconds: Double) -> [Double] {
      (0..<rounds).map { _ in nanoseconds * pace * exp(noise * Self.gaussian(&random)) }
    }
    let timed = variants.map { variant in
      let wall = times(variant.nanoseconds)
      return ProcessReport.VariantTimes(
        name: variant.name, wall: wall, cpu: wall.map { $0 * 0.99 },
        allocation: AllocationCounters.Record(allocations: 0, allocatedBytes: 0, freedBytes: 0, peakBytes: 0),
        largestError: 0,
        disagreement: nil)
    }
    return ProcessReport(
      id: Self.id, elements: 64, items: 64, unit: "elements", agreement: "exact", variants: timed,
      yardsticks: [.init(kind: .arithmetic, wall: times(500))], control: times(500 * (1 + controlShift)),
      rounds: rounds, discarded: 2, seconds: 0.1, maximumResidentBytes: 10_000_000,
      allocator: AllocatorStatistics(
        allocated: Int(pace * 1e6), active: 2_000_000, resident: 3_000_000, retained: 0, metadata: 100_000), notes: [])
  }

  /// Twelve uniform numbers add up to nearly a normal one.
  private static func gaussian(_ random: inout SplitMix64) -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + random.nextUnit() }
  }
}
