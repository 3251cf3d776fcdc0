#if !TICKMARK_SYSTEM_ALLOCATOR
  import Testing
  import TickmarkAllocator

  private final class Box {
    let value: Int
    init(_ value: Int) { self.value = value }
  }

  @inline(never) @_optimize(none) private func blackHole<Value>(_ value: Value) {}

  /// In processes of their own: the counters see every thread, and the other tests allocate.
  @Suite struct AllocationCountersTests {
    @Test func `an empty body allocates nothing`() async {
      await #expect(processExitsWith: .success) {
        _ = AllocationCounters.record {}
        let record = AllocationCounters.record {}
        #expect(record == AllocationCounters.Record(allocations: 0, allocatedBytes: 0, freedBytes: 0, peakBytes: 0))
      }
    }

    @Test func `a body that makes N objects makes N allocations`() async {
      await #expect(processExitsWith: .success) {
        for count in [1, 2, 17, 1_000] {
          let record = AllocationCounters.record {
            for value in 0..<count { blackHole(Box(value)) }
          }
          #expect(record?.allocations == count)
        }
      }
    }

    @Test func `the bytes are those of the allocator's size class`() async {
      await #expect(processExitsWith: .success) {
        // An array of bytes has a header of 32; 4,064 + 32 is a size class of its own.
        let record = AllocationCounters.record { blackHole([UInt8](repeating: 1, count: 4_064)) }
        #expect(record?.allocations == 1 && record?.allocatedBytes == 4_096)
      }
    }

    @Test func `the peak counts what lives at once`() async {
      await #expect(processExitsWith: .success) {
        let inTurnRecord = AllocationCounters.record {
          for _ in 0..<4 { blackHole([UInt8](repeating: 1, count: 1_048_544)) }
        }
        let atOnceRecord = AllocationCounters.record {
          blackHole((0..<4).map { _ in [UInt8](repeating: 1, count: 1_048_544) })
        }
        let inTurn = try #require(inTurnRecord)
        let atOnce = try #require(atOnceRecord)
        #expect(inTurn.allocatedBytes >= 4 << 20)
        #expect(inTurn.peakBytes < 2 << 20 && atOnce.peakBytes >= 4 << 20)
      }
    }

    @Test func `the allocator is named with its version`() {
      #expect(Allocator.name.hasPrefix("jemalloc 5."))
    }
  }
#endif
