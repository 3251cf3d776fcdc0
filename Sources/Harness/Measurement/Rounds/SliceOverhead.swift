import TickmarkAgreement
import TickmarkAllocator
import TickmarkStatistics

/// What the harness itself adds to a slice: the time and the allocations of slices whose body does nothing.
public struct SliceOverhead: Sendable, Codable, Equatable {
  /// Slices that were timed.
  public var slices: Int
  /// Median time of one.
  public var nanoseconds: Double
  /// The shortest slice of a paired comparison, beside which the time counts.
  public var sliceNanoseconds: Double
  /// How many of them allocated anything; nil where the allocator does not count.
  public var allocating: Int?

  public init(slices: Int, nanoseconds: Double, sliceNanoseconds: Double, allocating: Int?) {
    self.slices = slices
    self.nanoseconds = nanoseconds
    self.sliceNanoseconds = sliceNanoseconds
    self.allocating = allocating
  }

  /// The overhead as a part of the slice.
  public var share: Double { nanoseconds / sliceNanoseconds }

  public static func measure(slices: Int = 1_001, on stopwatch: any Stopwatch = SystemStopwatch()) -> SliceOverhead {
    precondition(slices > 0, "an overhead is measured on something")
    let body = Variant("nothing", output: { 0 }, {}).body
    func slice() -> Double { Double(stopwatch.time(calls: 1, body.run).wall) }
    let walls = (0..<slices).map { _ in slice() }
    // Of this thread, whatever others do meanwhile.
    let bytes = (0..<slices).compactMap { _ in AllocationCounters.record { _ = slice() }?.allocatedBytes }
    return SliceOverhead(
      slices: slices, nanoseconds: Quantile.median(of: walls) ?? 0,
      sliceNanoseconds: Double(Calibration(plan: .pair(seconds: 1, seed: 0), stopwatch: stopwatch).minimumSlice),
      allocating: Allocator.isCounting ? bytes.count { $0 > 0 } : nil)
  }
}
