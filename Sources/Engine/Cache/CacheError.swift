import Glibc

/// Why a cache cannot be made, or a value not be had.
public enum CacheError: Error, Equatable, Sendable {
  /// The computation of a value asks for that value itself, directly or through others.
  case circular(key: CacheKey)
  case badLimit(tier: String, problem: String)
  case cannotUseFolder(path: String, code: Int32)
  case folderInUse(path: String)
}

extension CacheError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .circular(let key):
      "the value of \(key) asks for itself while it is computed; compute it without the cache"
    case .badLimit(let tier, let problem): "cache tier '\(tier)': \(problem)"
    case .cannotUseFolder(let path, let code):
      "cannot keep a cache in '\(path)': \(String(cString: strerror(code))); name a folder that can be written"
    case .folderInUse(let path):
      "the cache in '\(path)' is another's at the moment; name another folder, or wait until that one is closed"
    }
  }
}
