import NIOCore
import NIOHTTP1
import TickmarkCache

/// An answer, whole.
struct Response: Sendable {
  var status: HTTPResponseStatus = .ok
  var type = "application/json"
  var body: ByteBuffer
  var headers: [(String, String)] = []

  init(_ status: HTTPResponseStatus = .ok, json: String) {
    self.init(status, body: ByteBuffer(string: json))
  }

  init(_ status: HTTPResponseStatus = .ok, type: String = "application/json", body: ByteBuffer) {
    (self.status, self.type, self.body) = (status, type, body)
  }

  /// `{"error": …}`: what is wrong, where, and what to do.
  init(_ problem: RequestError) {
    self.init(problem.status, json: "{\"error\":\(JSONText.quoted(problem.description))}\n")
    headers = problem.headers
  }
}

/// An answer that is at hand, or what has to be done for it where nobody else waits.
enum Reply: Sendable {
  case ready(Response)
  case later(@Sendable () throws -> Response)
}

/// An answer's body in the cache, as it goes over the wire: a hit copies nothing.
final class CachedBody: Cacheable {
  let buffer: ByteBuffer

  init(_ buffer: ByteBuffer) { self.buffer = buffer }

  var heldBytes: Int { buffer.capacity + 96 }
}
