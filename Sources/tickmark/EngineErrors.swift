public import TickmarkBacktest
public import TickmarkCommands
public import TickmarkFlags
public import TickmarkFrames
public import TickmarkIndicators
public import TickmarkMemory
public import TickmarkOptimization
public import TickmarkRisk
public import TickmarkStore

extension FrameError: ReportableError {
  public var exitStatus: ExitStatus {
    switch kind {
    case .missing: .inputMissing
    case .badData: .badData
    case .unreadable, .unwritable: .inputOutput
    }
  }
}

extension MemoryError: ReportableError {
  public var exitStatus: ExitStatus { isMissing ? .inputMissing : .inputOutput }
}

extension BacktestError: ReportableError {
  public var exitStatus: ExitStatus { .badData }
}

extension PortfolioError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .badAversion, .badBudget, .badCount, .rowsUnsupported, .limitsUnsupported: .usage
    default: .badData
    }
  }
}

extension IndicatorError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .missingInput: .badData
    case .unknown, .parameterCount, .badParameter, .repeated, .none: .usage
    }
  }
}

extension RiskError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .badDecay, .badWeight, .badWinsorising, .mismatchedWeights: .usage
    default: .badData
    }
  }
}

extension FlagError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .missing: .inputMissing
    case .unreadable, .unwritable: .inputOutput
    case .malformed, .unknownFlag, .unknownChoice, .badGuard, .unusable, .notJSON, .badFile, .unknownSchema:
      .badConfiguration
    }
  }
}

extension OptimizationError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .failedBacktest: .badData
    default: .badConfiguration
    }
  }
}

extension StorageError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .cannotOpen, .failed: .inputOutput
    case .notAStudyFile, .unknownVersion: .badData
    case .otherDirections, .otherScenario: .badConfiguration
    }
  }
}

extension StoreError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .missing: .inputMissing
    case .notAStore, .damaged, .unknownSymbols: .badData
    case .newer: .badConfiguration
    case .sameFile: .usage
    case .readOnly, .diskFull, .locked, .cannotOpen, .failed: .inputOutput
    }
  }
}

extension WorkerError: ReportableError {
  public var exitStatus: ExitStatus { .internalError }
}
