/// What the process tells its caller; part of the command line's contract.
public enum ExitStatus: Int32, Sendable {
  case passed = 0
  /// A regression, or a budget broken.
  case regressed = 1
  /// Something undecided, under `--strict`.
  case undecided = 2
  /// A control fired: the machine cannot measure now.
  case unfit = 3
  /// No baseline, or one that this machine or version cannot use.
  case baselineUnusable = 4
  /// Two variants of an operation do not agree.
  case disagreement = 5
  case usage = 64
  case badData = 65
  case inputMissing = 66
  case internalError = 70
  case inputOutput = 74
  case badConfiguration = 78
  case interrupted = 130
}

/// An error that a user sees: its description is one line that names the thing, the place and the next step.
public protocol ReportableError: Error, CustomStringConvertible {
  var exitStatus: ExitStatus { get }
}
