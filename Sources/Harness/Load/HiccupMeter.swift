import Foundation
import Synchronization

/// How late this machine wakes a thread that has nothing to do but wake up: what no service on it can be better than.
///
/// A load's latencies are read beside it: where it is as late as they are, they tell of the machine.
///
/// Source: jHiccup (G. Tene).
public final class HiccupMeter: Sendable {
  private let record = Mutex(LatencyRecord())
  private let isOver = Atomic(false)

  /// Wakes up every millisecond from now on.
  public init() {
    let thread = Thread { [self] in
      var due = SteadyTime.now + 1_000_000
      while !isOver.load(ordering: .relaxed) {
        let left = due - SteadyTime.now
        if left > 0 { usleep(UInt32(left / 1_000)) }
        // Where it slept through some, each of them was late.
        while due < SteadyTime.now {
          let late = SteadyTime.now - due
          record.withLock { $0.add(nanoseconds: late) }
          due += 1_000_000
        }
      }
    }
    thread.start()
  }

  /// Ends the waking, and tells how late it was.
  public func stop() -> LatencyRecord {
    isOver.store(true, ordering: .relaxed)
    return record.withLock { $0 }
  }

  /// Forgets what was so far.
  public func restart() { record.withLock { $0 = LatencyRecord() } }
}

/// Keeps this machine's processors from sleeping, with threads that run only where nobody else wants to.
///
/// A virtual processor that has slept is given back late by a host with others to serve, which is no service's doing.
public final class WakefulProcessors: Sendable {
  /// SCHED_IDLE; sched(7).
  private static let idlePolicy: Int32 = 5

  private let isOver = Atomic(false)

  /// - Returns: nil where the system lets no thread be that humble.
  public init?() {
    let started = DispatchSemaphore(value: 0)
    let count = ProcessInfo.processInfo.activeProcessorCount
    let refused = Refusal()
    for _ in 0..<count {
      Thread { [self] in
        var parameters = sched_param()
        if unsafe sched_setscheduler(0, Self.idlePolicy, &parameters) != 0 { refused.note() }
        started.signal()
        while !isOver.load(ordering: .relaxed), !refused.isNoted { for _ in 0..<1_000 { _ = SteadyTime.now } }
      }.start()
    }
    for _ in 0..<count { started.wait() }
    if refused.isNoted { return nil }
  }

  public func stop() { isOver.store(true, ordering: .relaxed) }

  private final class Refusal: Sendable {
    private let state = Atomic(false)
    var isNoted: Bool { state.load(ordering: .relaxed) }
    func note() { state.store(true, ordering: .relaxed) }
  }
}
