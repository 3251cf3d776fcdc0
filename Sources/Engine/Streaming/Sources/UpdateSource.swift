/// Where updates come from.
public protocol UpdateSource: Sendable {
  /// Sends batches until there is nothing more, or until `send` throws: it does when the stream ends.
  func run(_ send: ([MarketUpdate]) async throws -> Void) async throws
}
