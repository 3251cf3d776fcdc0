import Dispatch
import Foundation
import Synchronization

/// Runs tasks on one thread of its own, so that whoever waits for them may hold a thread of the pool.
///
/// The thread lives as long as the program.
final class ThreadExecutor: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  private let isThere = DispatchSemaphore(value: 0)

  init() {
    Thread { [self] in
      while true {
        isThere.wait()
        let next = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        next?.runSynchronously(on: asUnownedTaskExecutor())
      }
    }.start()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    isThere.signal()
  }
}
