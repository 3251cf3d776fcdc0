import NIOCore
import NIOHTTP1
import Synchronization

/// What answers requests for one path and method.
protocol Endpoint: Sendable {
  var method: HTTPMethod { get }
  var path: String { get }
  /// Whether it changes something: then it wants the service's token.
  var isChange: Bool { get }
  /// Whether it answers while the service warms up or drains.
  var isAlwaysOpen: Bool { get }
  func reply(to request: Request) throws(RequestError) -> Reply
}

extension Endpoint {
  var method: HTTPMethod { .GET }
  var isChange: Bool { false }
  var isAlwaysOpen: Bool { false }
}

/// Finds who answers, once it is clear that the request may be.
///
/// Paths are compared as a whole after their escapes are undone; none of them names a file.
final class Router: Sendable {
  private struct Route {
    let endpoints: [any Endpoint]
    let book: RequestBook
  }

  private let routes: [String: Route]
  private let token: String?
  private let readiness: Readiness
  private let unknown: RequestBook
  /// Requests that were refused before anybody looked for their path.
  let refused: RequestBook

  init(_ endpoints: [any Endpoint], token: String?, readiness: Readiness, log: RequestLog) {
    routes = Dictionary(grouping: endpoints, by: \.path)
      .mapValues { Route(endpoints: $0, book: log.book($0[0].path)) }
    (self.token, self.readiness) = (token, readiness)
    (unknown, refused) = (log.book("unknown"), log.book("refused"))
  }

  /// The answer, and where it is counted.
  func reply(to head: HTTPRequestHead, body: ByteBuffer) -> (RequestBook, Reply) {
    let question = head.uri.utf8.firstIndex(of: UInt8(ascii: "?")) ?? head.uri.endIndex
    guard let path = PercentEncoding.decoded(head.uri[..<question]), let route = routes[path] else {
      return (unknown, .ready(Response(.unknownPath(String(head.uri.prefix(200))))))
    }
    do throws(RequestError) {
      let method: HTTPMethod = head.method == .HEAD ? .GET : head.method
      guard let endpoint = route.endpoints.first(where: { $0.method == method }) else {
        throw .wrongMethod(head.method.rawValue, path: path, allowed: route.endpoints.map(\.method.rawValue))
      }
      if endpoint.isChange { try check(head.headers.first(name: "authorization")) }
      guard endpoint.isAlwaysOpen || readiness.isReady else { throw .notReady }
      let request = Request(queryText: head.uri[question...].dropFirst(), body: body)
      return (route.book, try endpoint.reply(to: request))
    } catch {
      return (route.book, .ready(Response(error)))
    }
  }

  /// What work comes to; an error that is none of a request's is the service's own.
  static func response(_ work: () throws -> Response) -> Response {
    do { return try work() } catch let error as RequestError {
      return Response(error)
    } catch {
      return Response(.failed("\(error)"))
    }
  }

  private func check(_ authorization: String?) throws(RequestError) {
    guard let token else { throw .noToken }
    let given = authorization.map { $0.lowercased().hasPrefix("bearer ") ? String($0.dropFirst(7)) : "" } ?? ""
    // Compared to the end, however early they differ: the time tells nothing of the token.
    let (wanted, offered) = (Array(token.utf8), Array(given.utf8))
    var difference = wanted.count == offered.count ? 0 as UInt8 : 1
    for (index, byte) in wanted.enumerated() { difference |= byte ^ (index < offered.count ? offered[index] : 0) }
    guard difference == 0 else { throw .wrongToken }
  }
}

/// Whether requests are taken.
final class Readiness: Sendable {
  private let state = Atomic<Int>(0)

  var isReady: Bool { state.load(ordering: .relaxed) == 1 }
  var isDraining: Bool { state.load(ordering: .relaxed) == 2 }

  /// Once draining, a service never is ready again.
  func becomeReady() { _ = state.compareExchange(expected: 0, desired: 1, ordering: .relaxed) }
  func drain() { state.store(2, ordering: .relaxed) }
}
