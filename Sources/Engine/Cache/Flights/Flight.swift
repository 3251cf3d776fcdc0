import Dispatch
import Synchronization

/// One computation that is under way, and those who wait for it.
final class Flight: Sendable {
  private struct State {
    var outcome: Result<CachedObject, any Error>?
    /// Made by the first who has to wait.
    var gate: DispatchSemaphore?
  }

  /// The thread that computes.
  let thread: UInt
  private let state = Mutex(State())

  init(thread: UInt) { self.thread = thread }

  func land(_ outcome: Result<CachedObject, any Error>) {
    let gate = state.withLock { state in
      state.outcome = outcome
      return state.gate
    }
    gate?.signal()
  }

  var outcome: Result<CachedObject, any Error>? { state.withLock { $0.outcome } }

  /// Blocks until the computation has ended.
  func wait() -> Result<CachedObject, any Error> {
    while true {
      let gate = state.withLock { state -> DispatchSemaphore? in
        guard state.outcome == nil else { return nil }
        if state.gate == nil { state.gate = DispatchSemaphore(value: 0) }
        return state.gate
      }
      if let outcome { return outcome }
      gate?.wait()
      // A turnstile: who came through lets the next one through.
      gate?.signal()
    }
  }
}
