public import TickmarkBaselines
public import TickmarkGating
public import TickmarkMeasurement
public import TickmarkReporting

/// What is wrong with a command line or its surroundings.
public enum CommandError: ReportableError, Equatable {
  case noMatch(filter: String)
  case unknownFormat(String, known: [String])
  case unwritable(path: String, reason: String)
  case badSetting(place: String, problem: String)
  case contradiction(String)

  public var description: String {
    switch self {
    case .noMatch(let filter): "no case matches '\(filter)'; 'list' shows them all"
    case .unknownFormat(let format, let known):
      "unknown format '\(format)'; write FORMAT=PATH with \(known.joined(separator: ", ")) and a path or '-'"
    case .unwritable(let path, let reason): "cannot write '\(path)': \(reason); free space or name another place"
    case .badSetting(let place, let problem): "\(place): \(problem)"
    case .contradiction(let text): text
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .noMatch, .unknownFormat, .contradiction: .usage
    case .unwritable: .inputOutput
    case .badSetting: .badConfiguration
    }
  }
}

extension BaselineError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .missing, .damaged, .unknownSchema, .nothingToRemove: .baselineUnusable
    case .fileMissing: .inputMissing
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

extension MeasurementError: ReportableError {
  public var exitStatus: ExitStatus { .internalError }
}

extension ReportingError: ReportableError {
  public var exitStatus: ExitStatus { .inputOutput }
}
