import Glibc

/// Nanoseconds of the machine's steady clock.
public enum SteadyClock {
  public static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Waits until `due`, or returns at once where that is past.
  ///
  /// - Throws: `CancellationError`
  static func wait(until due: Int64) async throws {
    let nanoseconds = due - now
    if nanoseconds > 0 { try await Task.sleep(for: .nanoseconds(nanoseconds), tolerance: .zero) }
  }
}
