/// What a load came to.
public struct LoadResult: Sendable {
  public enum Kind: String, Sendable { case http, stream, calls }

  public let kind: Kind
  /// Requests a second that were planned; of a stream, deliveries a second that came.
  public let offeredPerSecond: Double
  /// How long it took: what was planned, and what the last answers were late.
  public var seconds: Double
  /// Requests answered well, or updates received.
  public var completed = 0
  /// By what went wrong.
  public var errors: [String: Int] = [:]
  public var latency = LatencyRecord()
  /// How late this machine woke an idle thread meanwhile.
  public var hiccups = LatencyRecord()
  /// Each subscriber's 99th percentile, in seconds; empty for requests.
  public var subscriberP99: [Double] = []
  public var subscribers = 0
  public var stalled = 0
  /// Subscribers that were closed by the service, by close code.
  public var closed: [Int: Int] = [:]

  public init(kind: Kind, offeredPerSecond: Double, seconds: Double) {
    (self.kind, self.offeredPerSecond, self.seconds) = (kind, offeredPerSecond, seconds)
  }

  public var completedPerSecond: Double { Double(completed) / seconds }
  public var errorCount: Int { errors.values.reduce(0, +) }

  public static let percentages = [50, 90, 95, 99, 99.9]
}
