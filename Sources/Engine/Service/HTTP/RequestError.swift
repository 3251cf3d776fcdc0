import NIOHTTP1

/// Why a request is not answered as it wished.
enum RequestError: Error, Equatable {
  case unreadable(String)
  case badQuery(String)
  case badBody(String)
  case unknownPath(String)
  case wrongMethod(String, path: String, allowed: [String])
  case unknownSymbols([String])
  case tooLarge(values: Int, limit: Int)
  case bodyTooLarge(limit: Int)
  case headTooLarge(limit: Int)
  case encodedBody(String)
  case slow(seconds: Double)
  case noToken
  case wrongToken
  case noStore
  case tooMany(perSecond: Int)
  case tooManyConnections(limit: Int)
  case notReady
  case failed(String)

  var status: HTTPResponseStatus {
    switch self {
    case .unreadable, .badQuery, .badBody: .badRequest
    case .unknownPath, .unknownSymbols, .noStore: .notFound
    case .wrongMethod: .methodNotAllowed
    case .tooLarge, .bodyTooLarge: .payloadTooLarge
    case .headTooLarge: .requestHeaderFieldsTooLarge
    case .encodedBody: .unsupportedMediaType
    case .slow: .requestTimeout
    case .noToken: .forbidden
    case .wrongToken: .unauthorized
    case .tooMany: .tooManyRequests
    case .notReady, .tooManyConnections: .serviceUnavailable
    case .failed: .internalServerError
    }
  }

  var headers: [(String, String)] {
    switch self {
    case .wrongMethod(_, _, let allowed): [("allow", allowed.joined(separator: ", "))]
    case .wrongToken: [("www-authenticate", "Bearer")]
    case .tooMany, .notReady, .tooManyConnections: [("retry-after", "1")]
    default: []
    }
  }
}

extension RequestError: CustomStringConvertible {
  var description: String {
    switch self {
    case .unreadable(let problem): "this is no request of HTTP/1.1 (\(problem))"
    case .badQuery(let problem): "the query: \(problem)"
    case .badBody(let problem): "the body: \(problem)"
    case .unknownPath(let path): "nothing at '\(path)'; documentation/service.md lists what there is"
    case .wrongMethod(let method, let path, let allowed):
      "'\(path)' takes \(allowed.joined(separator: ", ")), not \(method)"
    case .unknownSymbols(let names):
      "no symbol \(names.prefix(5).map { "'\($0)'" }.joined(separator: ", "))\(names.count > 5 ? " and \(names.count - 5) more" : ""); GET /v1/symbols lists them"
    case .tooLarge(let values, let limit):
      "\(values) values are asked for, and one answer has at most \(limit); ask for fewer symbols, columns or days"
    case .bodyTooLarge(let limit): "a body has at most \(limit) bytes"
    case .headTooLarge(let limit): "a request's head has at most \(limit) bytes"
    case .encodedBody(let coding): "a body encoded as '\(coding)' is not taken; send it as it is"
    case .slow(let seconds): "a request must be complete within \(JSONText.number(seconds)) s"
    case .noToken: "this service changes nothing: it was started without a token ('--token-file')"
    case .wrongToken: "changes want 'Authorization: Bearer' and the service's token"
    case .noStore: "this service has no store; start it with '--store'"
    case .tooMany(let limit): "more than \(limit) requests a second from this address; wait a second"
    case .tooManyConnections(let limit):
      "\(limit) connections are open, which is all there may be; ask again in a second"
    case .notReady: "the service warms up or ends; ask again in a second"
    case .failed(let reason): "this failed on the service's side: \(reason)"
    }
  }
}
