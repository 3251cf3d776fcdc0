/// Why a stored file cannot be used.
public enum BaselineError: Error, Equatable, Sendable {
  case missing(suite: String, machineClass: String)
  case fileMissing(path: String)
  case damaged(path: String, reason: String)
  case unknownSchema(path: String, found: String, expected: String)
  case disagreeing(case: String, variant: String)
  case empty
  case unfit(control: String)
  case wouldLoseRows(suite: String, count: Int, first: String)
  case unwritable(path: String, reason: String)
  case nothingToRemove(suite: String, machineClass: String)
  case noHistory(path: String)
}

extension BaselineError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let suite, let machineClass):
      "no baseline for '\(suite)' on \(machineClass); save one with 'tickmark baseline save --filter \(suite)'"
    case .fileMissing(let path): "there is no '\(path)'; name a run file that 'tickmark run' wrote"
    case .damaged(let path, let reason): "'\(path)' is damaged: \(reason); restore it or save it anew"
    case .unknownSchema(let path, let found, let expected):
      "'\(path)' has schema '\(found)', this program reads '\(expected)'; use the version that wrote it, or save it anew"
    case .disagreeing(let id, let variant):
      "\(id): '\(variant)' does not agree with its reference, so this run cannot become a baseline; mend the variant"
    case .empty: "the run holds no case, so it cannot become a baseline; measure something"
    case .unfit(let control):
      "a control fired at '\(control)': the machine could not tell, so this run cannot become a baseline; measure again"
    case .wouldLoseRows(let suite, let count, let first):
      "\(count) rows of '\(suite)' that are stored, '\(first)' first, are not in this run; measure them too, or say --replace"
    case .unwritable(let path, let reason): "cannot write '\(path)': \(reason); free space or name another place"
    case .nothingToRemove(let suite, let machineClass):
      "there is no baseline for '\(suite)' on \(machineClass) to remove; see 'tickmark baseline list'"
    case .noHistory(let path): "there is no history '\(path)'; 'run' and 'gate' write one, 'history add' adds run files"
    }
  }
}
