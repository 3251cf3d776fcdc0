import Glibc

/// Why a report could not be written.
public enum ReportingError: Error, Equatable, Sendable {
  case cannotWrite(path: String, code: Int32)
  /// Something stands where the report's folder should go.
  case notAFolder(path: String)
  /// The folder holds something that no report has: replacing it would destroy the user's file.
  case notAReport(path: String, entry: String)
  /// A number that JSON has no word for.
  case cannotEncode(field: String)
}

extension ReportingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotWrite(let path, let code):
      "cannot write '\(path)': \(String(cString: strerror(code))); \(Self.advice(code))"
    case .notAFolder(let path):
      "'\(path)' is not a folder; name another one for the report, or remove it"
    case .notAReport(let path, let entry):
      "'\(path)' holds '\(entry)', which no report has; name another folder, or move that file away"
    case .cannotEncode(let field):
      "the result's '\(field)' is not a number that JSON can hold; leave the metric out and give its reason"
    }
  }

  private static func advice(_ code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT, EFBIG: "free some space, or name a folder on another disk"
    case EACCES, EPERM, EROFS: "name a folder that you may write to"
    default: "name another folder"
    }
  }
}
