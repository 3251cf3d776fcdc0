import Glibc

/// Where a cache takes the time from; tests bring their own.
public protocol CacheClock: Sendable {
  /// Nanoseconds since some moment; never goes back. What lives in memory expires by it, so it should be cheap to ask.
  var steady: Int64 { get }
  /// Nanoseconds since 1970. What outlives the process expires by it.
  var calendar: Int64 { get }
  /// Nanoseconds since some moment, as fine as the machine has them: how long a computation took.
  var stopwatch: Int64 { get }
}

/// The machine's clocks. `steady` moves in ticks of the kernel (1 to 10 ms), which costs a fifth of an exact reading.
public struct SystemCacheClock: CacheClock {
  public init() {}

  public var steady: Int64 { Self.nanoseconds(CLOCK_MONOTONIC_COARSE) }
  public var calendar: Int64 { Self.nanoseconds(CLOCK_REALTIME) }
  public var stopwatch: Int64 { Self.nanoseconds(CLOCK_MONOTONIC) }

  private static func nanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
