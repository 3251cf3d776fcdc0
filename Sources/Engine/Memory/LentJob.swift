/// Work that is done in parts.
public protocol PartedJob {
  func run(part: Int)
}

/// A job on its owner's stack, lent to other threads: what a closure would be, without the allocation that letting a
/// closure escape takes.
///
/// Good only inside `withLentJob`.
public struct LentJob: @unchecked Sendable {
  // Sound to send: whoever lends the job waits for its borrowers, and `run` is called for different parts.
  private let address: UnsafeRawPointer
  private let type: any PartedJob.Type

  public func run(part: Int) { type.run(at: address, part: part) }

  fileprivate init<Job: PartedJob>(_ address: UnsafePointer<Job>) {
    self.address = UnsafeRawPointer(address)
    type = Job.self
  }
}

extension PartedJob {
  fileprivate static func run(at address: UnsafeRawPointer, part: Int) {
    // Sound: `LentJob` keeps the address and the type of one job together.
    unsafe address.assumingMemoryBound(to: Self.self).pointee.run(part: part)
  }
}

/// Lends a job for as long as `body` runs.
public func withLentJob<Job: PartedJob>(_ job: Job, _ body: (LentJob) -> Void) {
  withUnsafePointer(to: job) { body(LentJob($0)) }
}
