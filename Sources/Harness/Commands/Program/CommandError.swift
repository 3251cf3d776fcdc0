public import TickmarkBaselines
public import TickmarkGating
public import TickmarkImports
public import TickmarkMeasurement
package import TickmarkProfiling
public import TickmarkReporting

/// What is wrong with a command line or its surroundings.
public enum CommandError: ReportableError, Equatable {
  case noMatch(filter: String)
  case noSuchCase(String, choices: [String], isAmbiguous: Bool)
  case noSuchVariant(String, case: String, known: [String])
  case unknownFormat(String, known: [String])
  case unknownImport(String, known: [String])
  case unwritable(path: String, reason: String)
  case badSetting(place: String, problem: String)
  case contradiction(String)
  case badCommand(String, problem: String)
  case badFlag(String)
  case badParameter(String, problem: String)
  case badVariable(String)
  case outputsDiffer(a: String, b: String, line: Int, expected: String, actual: String)
  case nothingToCompare(String)
  case badRecord(path: String, problem: String, isMissing: Bool)
  case noRun(folder: String)
  case needsReason(row: String, metric: String, ratio: Double, count: Int)
  case noRepository(String)
  case unknownRevision(String)
  case cannotBuild(commit: String, reason: String)
  case notAnAncestor(good: String, bad: String)
  case nothingToBisect(String)
  /// A control fired.
  case unfit(String)

  public var description: String {
    switch self {
    case .noMatch(let filter): "no case matches '\(filter)'; 'list' shows them all"
    case .noSuchCase(let name, let choices, let isAmbiguous):
      "\(isAmbiguous ? "several cases are" : "no case is") called '\(name)', or have that in their names; name one of "
        + choices.prefix(8).joined(separator: ", ")
        + (choices.count > 8 ? " and \(choices.count - 8) more, which 'list' shows" : "")
    case .noSuchVariant(let name, let id, let known):
      "'\(id)' has no variant '\(name)'; name one of \(known.joined(separator: ", "))"
    case .unknownFormat(let format, let known):
      "unknown format '\(format)'; write FORMAT=PATH with \(known.joined(separator: ", ")) and a path or '-'"
    case .unknownImport(let format, let known):
      "unknown format '\(format)'; --from takes \(known.joined(separator: ", "))"
    case .unwritable(let path, let reason): "cannot write '\(path)': \(reason); free space or name another place"
    case .badSetting(let place, let problem): "\(place): \(problem)"
    case .contradiction(let text), .badFlag(let text): text
    case .noRun(let folder): "there is no run in '\(folder)'; 'run' makes one"
    case .needsReason(let row, let metric, let ratio, let count):
      "\(count) rows are worse than what is stored, first '\(row)' (\(metric), ratio \((ratio * 1_000).rounded() / 1_000)); "
        + "say why that is accepted with --reason"
    case .noRepository(let text): text
    case .unknownRevision(let revision):
      "no commit '\(revision)' here; 'git log' shows them, 'git fetch' may bring more"
    case .cannotBuild(let commit, let reason): "cannot build \(commit.prefix(10)): \(reason)"
    case .notAnAncestor(let good, let bad):
      "no commits lead from '\(good)' to '\(bad)'; name an earlier commit of the same branch as the good one"
    case .nothingToBisect(let text): "\(text); name other commits, or measure longer with --processes"
    case .unfit(let text):
      "\(text): a control fired, so this machine cannot tell now; close what else runs ('doctor' looks), and try again"
    case .badParameter(let text, let problem): "--parameter '\(text)': \(problem); write n=1,2,4 and '{n}' in a command"
    case .badVariable(let text): "'\(text)' sets no variable; write NAME=VALUE, several with spaces between them"
    case .outputsDiffer(let a, let b, let line, let expected, let actual):
      "'\(a)' and '\(b)' write different things, first in line \(line): '\(expected)' and '\(actual)'; nothing was timed"
    case .nothingToCompare(let text): text
    case .badRecord(let path, let problem, _):
      "'\(path)': \(problem); name a selftest.json that 'selftest --report' wrote"
    case .badCommand(let command, let problem):
      "command line '\(command)': \(problem); write it as one argument in quotes"
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .noMatch, .unknownFormat, .unknownImport, .contradiction, .badCommand, .noRepository, .unknownRevision,
      .needsReason, .badParameter, .badVariable, .notAnAncestor, .noSuchCase, .noSuchVariant:
      .usage
    case .nothingToBisect: .undecided
    case .unfit: .unfit
    case .noRun: .inputMissing
    case .outputsDiffer: .disagreement
    case .cannotBuild, .nothingToCompare: .baselineUnusable
    case .badRecord(_, _, let isMissing): isMissing ? .inputMissing : .badData
    case .unwritable: .inputOutput
    case .badSetting, .badFlag: .badConfiguration
    }
  }
}

extension BaselineError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .missing, .damaged, .unknownSchema, .nothingToRemove: .baselineUnusable
    case .fileMissing, .noHistory: .inputMissing
    case .disagreeing: .disagreement
    case .empty: .badData
    case .unfit: .unfit
    case .wouldLoseRows: .usage
    case .unwritable: .inputOutput
    }
  }
}

extension GatingError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .budgetsMissing, .badBudget: .badConfiguration
    }
  }
}

extension ImportError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .missing: .inputMissing
    case .unreadable, .tooLarge, .damaged, .unknownFormat, .ambiguous, .empty, .twice, .apart: .badData
    }
  }
}

extension MeasurementError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .cannotRun, .unreadableInput: .inputMissing
    case .programFailed, .preparationFailed: .badData
    case .cannotStart, .processFailed, .timedOut, .unreadableReport: .internalError
    }
  }
}

extension ProfilingError: ReportableError {
  package var exitStatus: ExitStatus {
    switch self {
    case .noTool, .noPerf, .noCallgrind(.missing): .inputMissing
    case .noCallgrind(.beyondValgrind), .noHeap: .badConfiguration
    case .noCallgrind(.notCopied), .noRoom: .inputOutput
    case .absent: .baselineUnusable
    case .disagrees: .disagreement
    case .noSamples, .unreadable: .badData
    }
  }
}

extension ReportingError: ReportableError {
  public var exitStatus: ExitStatus { .inputOutput }
}
