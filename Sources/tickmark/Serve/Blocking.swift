import Dispatch
import Synchronization

/// Lets a command wait for what is asynchronous: the main thread is none of the pool's.
func blocking<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) throws -> Result {
  let done = DispatchSemaphore(value: 0)
  let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)
  Task {
    let ended: Swift.Result<Result, any Error>
    do { ended = .success(try await work()) } catch { ended = .failure(error) }
    outcome.withLock { $0 = ended }
    done.signal()
  }
  done.wait()
  guard let ended = outcome.withLock({ $0 }) else { preconditionFailure("signalled once there is an outcome") }
  return try ended.get()
}
