/// What the service takes from others before it refuses.
public struct ServiceLimits: Sendable {
  /// Open at once, of all kinds; further ones are answered 503 and closed.
  public var connections = 4_096
  /// A request's first line and headers.
  public var headBytes = 16_384
  public var bodyBytes = 1 << 20
  /// A message of a subscriber.
  public var messageBytes = 65_536
  /// Of one subscriber.
  public var symbols = 10_000
  /// HTTP requests a second of one address, with as many at once; nil: no limit.
  public var requestsPerSecond: Int?
  /// Messages a second of one subscriber, with as many at once.
  public var messagesPerSecond = 200
  /// Symbols × days × columns of one answer.
  public var values = 2_000_000
  /// From a request's first byte to the last of its head, and from there to the last of its body.
  public var requestSeconds = 10.0
  /// Without a request, or without an answer to a ping.
  public var idleSeconds = 60.0
  /// A subscriber that reads nothing for so long is closed.
  public var slowSeconds = 10.0
  /// What may wait to be written to a connection before it counts as stalled.
  public var bufferedBytes = 65_536
  /// How long requests and subscribers may take to end once the service does.
  public var drainSeconds = 10.0

  public init() {}
}
