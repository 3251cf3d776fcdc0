/// Why there are no workers.
public enum WorkerError: Error, Equatable, Sendable {
  case cannotStart(program: String, reason: String)
  /// What a worker says to its job.
  case refused(reason: String)
  /// Whoever was given the trials does not listen any more.
  case remoteEnded
  case otherWorker(expected: WorkerIdentity, found: WorkerIdentity)
}

extension WorkerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotStart(let program, let reason): "the worker '\(program)' does not come up: \(reason)"
    case .refused(let reason): "a worker refuses the study: \(reason)"
    case .remoteEnded: "whoever evaluates the trials has closed the line; start again with --resume"
    case .otherWorker(let expected, let found):
      expected.code == found.code
        ? "a worker has other prices (SHA-256 \(found.data.prefix(12))… instead of \(expected.data.prefix(12))…); copy them again"
        : "a worker is another program (XXH3 \(found.code.prefix(12))… instead of \(expected.code.prefix(12))…); install the same one"
    }
  }
}
