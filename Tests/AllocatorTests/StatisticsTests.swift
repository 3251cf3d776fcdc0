#if !TICKMARK_SYSTEM_ALLOCATOR
  import Foundation
  import Testing
  import TickmarkAllocator

  @Suite struct StatisticsTests {
    @Test func `each part is as large as what it holds`() throws {
      let now = try #require(AllocatorStatistics.current())
      #expect(now.allocated > 0 && now.metadata > 0 && now.retained >= 0)
      #expect(now.allocated <= now.active && now.active <= now.resident)
    }

    @Test func `an allocation of 64 MiB shows, and a purge gives it back`() async {
      await #expect(processExitsWith: .success) {
        let size = 64 << 20
        let before = try #require(AllocatorStatistics.current())
        var bytes: [UInt8]? = [UInt8](repeating: 1, count: size)
        let during = try #require(AllocatorStatistics.current())
        #expect(during.allocated - before.allocated >= size && during.resident - before.resident >= size)
        #expect(bytes?.last == 1)
        bytes = nil
        try Allocator.purge()
        let after = try #require(AllocatorStatistics.current())
        #expect(after.allocated - before.allocated < size / 2 && after.resident - before.resident < size / 2)
      }
    }

    @Test func `the arenas together hold what the program holds`() async {
      await #expect(processExitsWith: .success) {
        let arenas = ArenaStatistics.current()
        let whole = try #require(AllocatorStatistics.current())
        #expect(!arenas.isEmpty && arenas.contains { $0.threads > 0 })
        let sum = arenas.map(\.allocated).reduce(0, +)
        // What was allocated between the two readings.
        #expect(abs(sum - whole.allocated) < 1 << 20)
        #expect(arenas.allSatisfy { $0.allocated <= $0.active && $0.active <= $0.resident && $0.requests >= 0 })
      }
    }

    @Test func `statistics cross a pipe as JSON`() throws {
      let now = try #require(AllocatorStatistics.current())
      let data = try JSONEncoder().encode(now)
      #expect(try JSONDecoder().decode(AllocatorStatistics.self, from: data) == now)
    }

    /// Run it with `MALLOC_CONF=prof:true,prof_active:false` to see the other side.
    @Test func `the heap profiler works where the program was started for it, and else says how to`() throws {
      let path = FileManager.default.temporaryDirectory.appending(path: "tickmark-\(UUID().uuidString).heap").path
      defer { try? FileManager.default.removeItem(atPath: path) }
      guard ProcessInfo.processInfo.environment["MALLOC_CONF"]?.contains("prof:true") == true else {
        #expect(throws: AllocatorError.notReady) { try HeapProfile.switchOn() }
        #expect(throws: AllocatorError.notReady) { try HeapProfile.write(to: path) }
        #expect("\(AllocatorError.notReady)".contains("MALLOC_CONF=prof:true"))
        #expect(!HeapProfile.isOn)
        return
      }
      #expect(!HeapProfile.isOn)
      try HeapProfile.switchOn()
      #expect(HeapProfile.isOn)
      try HeapProfile.write(to: path)
      #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("heap_v2/"))
      try HeapProfile.switchOn(false)
      #expect(!HeapProfile.isOn)
      let nowhere = "\(path)/missing/profile"
      #expect(throws: AllocatorError.cannotWrite(path: nowhere)) { try HeapProfile.write(to: nowhere) }
    }
  }
#endif
