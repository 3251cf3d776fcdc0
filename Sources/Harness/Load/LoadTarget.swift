import Foundation

/// A service on this machine: whoever loads another's takes more than he was given.
public struct LoadTarget: Sendable, Equatable {
  public let host: String
  public let port: Int
  /// Path and query.
  public let uri: String

  /// - Throws: `LoadError.badTarget`, `notLoopback`.
  public init(_ text: String) throws(LoadError) {
    guard let url = URLComponents(string: text), ["http", "ws"].contains(url.scheme), let host = url.host,
      !host.isEmpty, url.user == nil
    else { throw .badTarget(text) }
    let name = host.trimmingCharacters(in: ["[", "]"])
    guard
      name == "localhost" || name == "::1" || name.hasPrefix("127.") && name.allSatisfy({ $0.isNumber || $0 == "." })
    else { throw .notLoopback(name) }
    self.host = name
    port = url.port ?? 80
    uri =
      (url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath) + (url.percentEncodedQuery.map { "?\($0)" } ?? "")
  }
}

/// What stops a load.
public enum LoadError: Error, Equatable, Sendable {
  case badTarget(String)
  case notLoopback(String)
  case unreachable(String, reason: String)
  case refused(String, connected: Int, wanted: Int)
}

extension LoadError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badTarget(let text): "'\(text)' is no target; give http://127.0.0.1:PORT/PATH, or ws:// for a stream"
    case .notLoopback(let host): "'\(host)' is not this machine: load is offered to 127.0.0.1, ::1 and localhost only"
    case .unreachable(let target, let reason): "cannot reach \(target): \(reason); start the service first"
    case .refused(let target, let connected, let wanted):
      "\(target) took \(connected) of \(wanted) connections; raise its limit, or ask for fewer"
    }
  }
}
