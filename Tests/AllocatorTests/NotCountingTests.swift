#if TICKMARK_SYSTEM_ALLOCATOR
  import Testing
  import TickmarkAllocator

  /// A build that leaves jemalloc out, as for the sanitizers.
  @Suite struct NotCountingTests {
    @Test func `without jemalloc every reading is absent and never zero`() {
      #expect(Allocator.name == "system (allocations are not counted)")
      #expect(AllocatorStatistics.current() == nil && ArenaStatistics.current().isEmpty)
      var calls = 0
      #expect(AllocationCounters.record { calls += 1 } == nil)
      #expect(calls == 1)
      #expect(throws: AllocatorError.notCounting) { try Allocator.purge() }
      #expect(throws: AllocatorError.notCounting) { try HeapProfile.switchOn() }
    }
  }
#endif
