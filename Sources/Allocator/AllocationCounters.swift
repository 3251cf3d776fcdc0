/// Exact counters of what a call does to the heap.
public enum AllocationCounters {
  /// What one call of a body does to the heap. Counts are of this process, bytes of the calling thread.
  public struct Record: Sendable, Equatable, Codable {
    public var allocations: Int
    public var allocatedBytes: Int
    public var freedBytes: Int
    public var peakBytes: Int

    public init(allocations: Int, allocatedBytes: Int, freedBytes: Int, peakBytes: Int) {
      self.allocations = allocations
      self.allocatedBytes = allocatedBytes
      self.freedBytes = freedBytes
      self.peakBytes = peakBytes
    }
  }

  /// Runs `body` once between readings; nil, after the body has run, where the allocator does not count
  /// (`Allocator.isCounting`).
  ///
  /// Counts exist per arena and become exact once the thread's cache is flushed; the flushes are outside the body.
  /// Other threads that allocate meanwhile are counted too, as far as their caches were flushed.
  public static func record(_ body: () -> Void) -> Record? {
    guard Allocator.isCounting else {
      body()
      return nil
    }
    flush()
    let allocations = requests()
    let bytes = value("thread.allocated")
    let given = value("thread.deallocated")
    MallocControl.act("thread.peak.reset")
    body()
    let peak = value("thread.peak.read")
    let allocated = value("thread.allocated") - bytes
    let freed = value("thread.deallocated") - given
    flush()
    return Record(allocations: requests() - allocations, allocatedBytes: allocated, freedBytes: freed, peakBytes: peak)
  }

  private static func flush() {
    MallocControl.act("thread.tcache.flush")
    MallocControl.takeSnapshot()
  }

  /// Requests served so far by all arenas (4096 is jemalloc's name for "all of them").
  private static func requests() -> Int {
    value("stats.arenas.4096.small.nrequests") + value("stats.arenas.4096.large.nrequests")
  }

  private static func value(_ name: StaticString) -> Int {
    guard let value = MallocControl.read(name) else { preconditionFailure("jemalloc knows the counter '\(name)'") }
    return value
  }
}
