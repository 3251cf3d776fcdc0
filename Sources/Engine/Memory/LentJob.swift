/// Work that is done in parts, by several threads at once.
///
/// `run` may read all that the job holds, and change only what belongs to its part or to its worker.
public protocol PartedJob {
  /// - Parameter worker: which of the threads this is, from 0, the caller's: for memory that each thread has once.
  func run(part: Int, worker: Int)
}

/// A job on its owner's stack, lent to other threads: what a closure would be, without the allocation that letting a
/// closure escape takes.
///
/// Good only inside `withLentJob`.
public struct LentJob: @unchecked Sendable {
  // Sound to send: whoever lends the job waits for its borrowers, and `run` keeps to its part (`PartedJob`).
  private let address: UnsafeRawPointer
  private let type: any PartedJob.Type

  public func run(part: Int, worker: Int) { type.run(at: address, part: part, worker: worker) }

  fileprivate init<Job: PartedJob>(_ address: UnsafePointer<Job>) {
    self.address = UnsafeRawPointer(address)
    type = Job.self
  }
}

extension PartedJob {
  fileprivate static func run(at address: UnsafeRawPointer, part: Int, worker: Int) {
    // Sound: `LentJob` keeps the address and the type of one job together.
    unsafe address.assumingMemoryBound(to: Self.self).pointee.run(part: part, worker: worker)
  }
}

/// Lends a job for as long as `body` runs.
public func withLentJob<Job: PartedJob>(_ job: Job, _ body: (LentJob) -> Void) {
  withUnsafePointer(to: job) { body(LentJob($0)) }
}
