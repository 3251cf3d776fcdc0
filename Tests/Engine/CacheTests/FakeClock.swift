import Foundation
import Synchronization
import TickmarkCache

/// Time that stands still until it is told to go on.
final class FakeClock: CacheClock {
  /// An hour ahead of the machine's calendar: files that a test writes by itself were made already, and are not old.
  private let times = Mutex(
    (steady: Int64(1_000), calendar: (Int64(Date().timeIntervalSince1970) + 3_600) * 1_000_000_000))

  var steady: Int64 { times.withLock { $0.steady } }
  var calendar: Int64 { times.withLock { $0.calendar } }
  var stopwatch: Int64 { steady }

  func advance(_ nanoseconds: Int64) {
    times.withLock { times in
      times.steady += nanoseconds
      times.calendar += nanoseconds
    }
  }

  func advance(seconds: Int64) { advance(seconds * 1_000_000_000) }

  /// Somebody sets the calendar; steady time does not care.
  func setCalendar(by nanoseconds: Int64) { times.withLock { $0.calendar += nanoseconds } }
}

/// A value that says any size.
final class Sized: Cacheable {
  let number: Int
  let heldBytes: Int

  init(_ number: Int, bytes: Int = 0) {
    self.number = number
    heldBytes = bytes
  }
}

func key(_ number: Int) -> CacheKey {
  CacheKey(operation: "test", variant: "scalar", parameters: ["number": .integer(number)], dataset: "none")
}

/// A generator whose seed is printed with a failure.
struct Numbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
