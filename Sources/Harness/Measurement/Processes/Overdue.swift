import Foundation
import Synchronization

/// Kills a process that takes too long.
package final class Overdue: Sendable {
  private enum State { case waiting, struck, cancelled }
  private let state = Mutex(State.waiting)

  package init(_ pid: Int32, seconds: Int) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { [weak self] in
      self?.state.withLock { state in
        guard state == .waiting else { return }
        state = .struck
        kill(pid, SIGKILL)
      }
    }
  }

  /// Calls the killer off; returns whether it had already struck.
  package func cancel() -> Bool {
    state.withLock { state in
      if state == .waiting { state = .cancelled }
      return state == .struck
    }
  }
}
