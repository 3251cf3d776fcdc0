import Testing
import TickmarkAgreement
import TickmarkAllocator

@testable import TickmarkMeasurement

struct SliceOverheadTests {
  @Test func `nothing is allocated between the readings of the clocks`() {
    let overhead = SliceOverhead.measure(slices: 101)
    #expect(overhead.allocating == (Allocator.isCounting ? 0 : nil), "\(overhead)")
    #expect(overhead.slices == 101 && overhead.nanoseconds > 0 && overhead.sliceNanoseconds >= 50_000)
  }

  @Test func `an allocation in there would be seen`() {
    struct Allocating: Stopwatch {
      let clocks = SystemStopwatch()
      var modelName: String? { nil }
      func resolution() -> UInt64 { clocks.resolution() }
      func now() -> UInt64 { clocks.now() }
      func time(calls: Int, _ run: (Int) -> Void) -> Lap {
        blackHole([UInt8](repeating: 1, count: 100))
        return clocks.time(calls: calls, run)
      }
    }
    guard Allocator.isCounting else { return }
    let overhead = SliceOverhead.measure(slices: 101, on: Allocating())
    #expect(overhead.allocating == 101, "\(overhead)")
  }
}
