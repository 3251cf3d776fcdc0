import Glibc
import NIOCore
import TickmarkStreaming

/// What belongs to one event loop: its subscribers, its connections and when each of them has had enough time.
final class LoopDesk {
  let hub: FanoutHub
  var rates: RateLimiter
  /// As answers carry it; at most a quarter of a second old.
  private(set) var date = HTTPDate.now()
  private var connections: [ObjectIdentifier: Connection] = [:]

  init(hub: FanoutHub, limits: ServiceLimits) {
    self.hub = hub
    rates = RateLimiter(rate: limits.requestsPerSecond)
  }

  func add(_ connection: Connection) { connections[ObjectIdentifier(connection)] = connection }
  func remove(_ connection: Connection) { connections[ObjectIdentifier(connection)] = nil }

  /// Ends what took too long; called a few times a second.
  func check() {
    date = HTTPDate.now()
    let now = SteadyClock.now
    for connection in connections.values { connection.check(now: now) }
  }

  /// Tells every connection that the service ends.
  func drain() {
    for connection in connections.values { connection.drain() }
  }
}

/// Source: RFC 9110, section 5.6.7
enum HTTPDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func now() -> String { text(time(nil)) }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`
  static func text(_ seconds: Int) -> String {
    var (clock, parts) = (seconds, tm())
    unsafe gmtime_r(&clock, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1_900)"
    return "\(day) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
  }
}
