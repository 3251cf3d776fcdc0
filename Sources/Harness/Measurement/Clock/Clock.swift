import Glibc

/// Readings of the system's clocks, in nanoseconds.
public enum Clock {
  /// Time that only moves forward, whatever the calendar does.
  @inline(__always) public static func wall() -> UInt64 { read(CLOCK_MONOTONIC) }

  /// Processor time of the calling thread: it stands still while the thread waits for the processor.
  @inline(__always) public static func threadCPU() -> UInt64 { read(CLOCK_THREAD_CPUTIME_ID) }

  /// Processor time of all threads of the process.
  @inline(__always) static func processCPU() -> UInt64 { read(CLOCK_PROCESS_CPUTIME_ID) }

  /// The smallest step seen between two readings: what a slice must be long beside.
  public static func resolution() -> UInt64 {
    var smallest = UInt64.max
    for _ in 0..<1_000 {
      let start = wall()
      var end = wall()
      while end == start { end = wall() }
      smallest = min(smallest, end - start)
    }
    return smallest
  }

  @inline(__always) private static func read(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
