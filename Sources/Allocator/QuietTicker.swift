import Dispatch
import Synchronization

/// Calls a body again and again until it is cancelled.
///
/// A timer of Dispatch, not a thread that sleeps: it needs no stack of its own while nothing happens, the kernel may join
/// its waking with others', and a serial queue is all that is needed to know that the last call is over.
final class QuietTicker: Sendable {
  private struct State {
    var timer: (any DispatchSourceTimer)?
    var isCancelled = false
  }

  private let period: Duration
  private let queue = DispatchQueue(label: "tickmark.quiet-purge", qos: .utility)
  private let state = Mutex(State())

  init(every period: Duration) { self.period = period }

  /// Once at most, and not after `cancel`.
  func start(_ body: @escaping @Sendable () -> Void) {
    let (seconds, attoseconds) = period.components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    state.withLock { [queue] state in
      guard state.timer == nil, !state.isCancelled else { return }
      let timer = DispatchSource.makeTimerSource(queue: queue)
      let step = DispatchTimeInterval.nanoseconds(nanoseconds)
      timer.schedule(deadline: .now() + step, repeating: step, leeway: .nanoseconds(nanoseconds / 4))
      timer.setEventHandler(handler: body)
      timer.activate()
      state.timer = timer
    }
  }

  /// No call begins after this, but one may be under way.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.timer?.cancel()
      state.timer = nil
    }
  }

  /// Returns once no call is under way.
  func wait() { queue.sync {} }
}
