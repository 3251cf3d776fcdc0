public import Foundation
import Glibc

/// What a guard times pairs and dates decisions by.
public struct GuardClock: Sendable {
  /// Nanoseconds since any fixed moment; never backwards.
  public let nanoseconds: @Sendable () -> UInt64
  public let date: @Sendable () -> Date

  public init(nanoseconds: @escaping @Sendable () -> UInt64, date: @escaping @Sendable () -> Date) {
    self.nanoseconds = nanoseconds
    self.date = date
  }

  public static let system = GuardClock(
    nanoseconds: {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }, date: { Date() })

  var time: String { date().formatted(.iso8601) }
}
