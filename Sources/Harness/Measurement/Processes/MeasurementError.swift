/// Why a case could not be measured.
public enum MeasurementError: Error, Equatable, Sendable {
  case cannotStart(executable: String, reason: String)
  /// The fresh process ended without a report.
  case processFailed(case: String, status: Int32, signalled: Bool, lastLine: String)
  case timedOut(case: String, seconds: Int)
  case unreadableReport(case: String)
  /// A program that was to be timed cannot be started.
  case cannotRun(program: String, reason: String)
  /// A program that was to be timed ended with another status than 0.
  case programFailed(command: String, status: Int32, signalled: Bool)
  /// A program that was to prepare a run, or to clean up, ended with another status than 0.
  case preparationFailed(command: String, status: Int32, signalled: Bool)
  /// A file that programs were to read cannot be opened.
  case unreadableInput(path: String, reason: String)
}

extension MeasurementError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotStart(let executable, let reason):
      "cannot start '\(executable)' to measure in a fresh process: \(reason); check that the program is still there"
    case .processFailed(let id, let status, let signalled, let lastLine):
      "the process that measured '\(id)' \(signalled ? "was ended by signal" : "exited with") \(status)"
        + "\(lastLine.isEmpty ? "" : " (\(lastLine))"); run the case alone with --filter '\(id)'"
    case .timedOut(let id, let seconds):
      "'\(id)' did not finish within \(seconds) s; give it a smaller size, or more time with --timeout"
    case .unreadableReport(let id):
      "the process that measured '\(id)' wrote no readable report; is the program another version of itself?"
    case .cannotRun(let program, let reason):
      "cannot start '\(program)': \(reason); name a program that is on PATH, or its path"
    case .programFailed(let command, let status, let signalled):
      "'\(command)' \(signalled ? "was ended by signal" : "exited with") \(status); mend it, or time it all the same with "
        + "--ignore-failure"
    case .preparationFailed(let command, let status, let signalled):
      "'\(command)' \(signalled ? "was ended by signal" : "exited with") \(status), and nothing can be timed without it; mend it"
    case .unreadableInput(let path, let reason): "cannot open '\(path)': \(reason); name a file that is there"
    }
  }
}
