import Synchronization
import TickmarkMeasurement

/// A watch whose hands the bodies move.
final class HandWatch: Stopwatch {
  private let lap = Mutex(Lap(wall: 0, cpu: 0))
  private let ticks = Mutex<UInt64>(0)

  func steal(_ count: UInt64) { ticks.withLock { $0 += count } }
  func stolen() -> UInt64 { ticks.withLock { $0 } }

  func pass(_ nanoseconds: UInt64, asleep: UInt64 = 0) {
    lap.withLock {
      $0.wall += nanoseconds + asleep
      $0.cpu += nanoseconds
    }
  }

  var modelName: String? { "hands" }
  func resolution() -> UInt64 { 1 }
  func now() -> UInt64 { lap.withLock(\.wall) }

  func time(calls: Int, _ run: (Int) -> Void) -> Lap {
    let start = lap.withLock { $0 }
    run(calls)
    return lap.withLock { Lap(wall: $0.wall - start.wall, cpu: $0.cpu - start.cpu) }
  }
}

/// Something on the heap.
final class Box {
  var value: Int
  init(_ value: Int) { self.value = value }
}

/// A counter that closures share.
final class Counter {
  var count = 0
}
