import CoreMetrics
import Synchronization

/// What was answered, and how fast.
final class RequestLog: Sendable {
  private let registry: MetricsRegistry
  fileprivate let all = Atomic<Int64>(0)
  fileprivate let failed = Atomic<Int64>(0)

  init(_ registry: MetricsRegistry) { self.registry = registry }

  var requests: Int64 { all.load(ordering: .relaxed) }
  /// Answers with a status of 500 or above.
  var failures: Int64 { failed.load(ordering: .relaxed) }

  /// Where the requests of one path are counted: one of the service's own, so that nobody can make up more of them.
  func book(_ path: String) -> RequestBook { RequestBook(path, self, registry) }
}

/// What was answered for one path.
///
/// The measures are looked up once: their names would cost more than the answer of a warm cache.
final class RequestBook: Sendable {
  private let path: String
  private let log: RequestLog
  private let registry: MetricsRegistry
  private let seconds: Timer
  private let counters = Mutex<[UInt: Counter]>([:])

  fileprivate init(_ path: String, _ log: RequestLog, _ registry: MetricsRegistry) {
    (self.path, self.log, self.registry) = (path, log, registry)
    seconds = Timer(label: "tickmark_request_seconds", dimensions: [("path", path)], factory: registry)
  }

  func count(status: UInt, nanoseconds: Int64? = nil) {
    let counter = counters.withLock { counters in
      if let counter = counters[status] { return counter }
      let new = Counter(
        label: "tickmark_requests_total", dimensions: [("path", path), ("status", String(status))], factory: registry)
      counters[status] = new
      return new
    }
    counter.increment()
    log.all.wrappingAdd(1, ordering: .relaxed)
    if status >= 500 { log.failed.wrappingAdd(1, ordering: .relaxed) }
    if let nanoseconds { seconds.recordNanoseconds(nanoseconds) }
  }
}
