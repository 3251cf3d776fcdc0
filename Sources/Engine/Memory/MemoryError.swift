import Glibc

/// Why a file's bytes could not be had.
public enum MemoryError: Error, Equatable, Sendable {
  case cannotOpen(path: String, code: Int32)
  case notAFile(path: String)

  /// Whether the file is simply not there.
  public var isMissing: Bool {
    if case .cannotOpen(_, let code) = self { return code == ENOENT || code == ENOTDIR }
    return false
  }
}

extension MemoryError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotOpen(let path, let code): "cannot read '\(path)': \(String(cString: strerror(code))); check the path"
    case .notAFile(let path): "'\(path)' is not a file; name a file"
    }
  }
}
