/// Why results of another tool cannot be taken over.
public enum ImportError: Error, Equatable, Sendable {
  case missing(path: String)
  case unreadable(path: String, reason: String)
  case tooLarge(path: String, bytes: Int, limit: Int)
  /// - Parameter place: where in the file: `benchmarks[3].real_time`, `line 12`; empty for the whole.
  case damaged(path: String, place: String, problem: String)
  case unknownFormat(path: String, known: [String])
  case ambiguous(path: String, candidates: [String])
  case empty(path: String, reason: String)
  /// Two rows that have the same name to the last letter.
  case twice(name: String, first: String, second: String)
  /// Files that cannot be one run.
  case apart(what: String, first: String, second: String)
}

extension ImportError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let path): "there is no '\(path)'; name a file that the tool wrote, or criterion's folder"
    case .unreadable(let path, let reason):
      "cannot read '\(path)': \(reason); name another file, or ask for the right to"
    case .tooLarge(let path, _, let limit):
      "'\(path)' is larger than the \(limit >> 20) MiB that are read; record fewer rounds, or split the run"
    case .damaged(let path, let place, let problem):
      "'\(path)'\(place.isEmpty ? "" : ", \(place)"): \(problem); have the tool write it anew, or say --from if it is another's"
    case .unknownFormat(let path, let known):
      "'\(path)' is of no format that is known by its content; say which with --from: \(known.joined(separator: ", "))"
    case .ambiguous(let path, let candidates):
      "'\(path)' may be of several formats; say which with --from: \(candidates.joined(separator: ", "))"
    case .empty(let path, let reason): "'\(path)' holds no benchmark to take over: \(reason); measure some, then import"
    case .twice(let name, let first, let second):
      "'\(name)' is in \(first) and in \(second); name them apart, or say --repeated where the files are runs of the same"
    case .apart(let what, let first, let second):
      "the files are of different \(what): \(first) and \(second); import them one by one, or leave one out"
    }
  }
}
