import NIOCore
import NIOHTTP1
import NIOWebSocket

/// How a connection of HTTP becomes a subscriber's, at any of its requests.
///
/// A proxy sends a client's first request over a connection on which it has sent others; an upgrade that only the first request of a
/// connection may ask for would be refused there by chance.
final class StreamUpgrade {
  private let upgrader: NIOTypedWebSocketServerUpgrader<Void>
  private let readiness: Readiness
  /// From the one that reads bytes on; all go once the upgrade is agreed on.
  private let decoder: any RemovableChannelHandler
  private let others: [any RemovableChannelHandler]

  /// - Parameter subscriber: what takes the connection over.
  init(
    maxFrameSize: Int, readiness: Readiness, decoder: any RemovableChannelHandler,
    others: [any RemovableChannelHandler], subscriber: @escaping (StreamFormat) -> StreamHandler, loop: any EventLoop
  ) {
    (self.readiness, self.decoder, self.others) = (readiness, decoder, others)
    let bound = NIOLoopBound(subscriber, eventLoop: loop)
    upgrader = NIOTypedWebSocketServerUpgrader(
      maxFrameSize: maxFrameSize,
      shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(bound.value(Self.format(of: head) ?? .json))
        }
      })
  }

  /// Whether a request wants to become a stream.
  static func isAsked(by head: HTTPRequestHead) -> Bool {
    head.uri.hasPrefix("/v1/stream") && format(of: head) != nil
      && head.headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
  }

  /// Answers, and hands the connection over.
  ///
  /// - Parameter refuse: called in place of that where the request is not as it must be.
  func carryOut(
    _ head: HTTPRequestHead, _ context: ChannelHandlerContext, from handler: RequestHandler,
    refuse: @escaping (RequestError) -> Void
  ) {
    guard readiness.isReady else { return refuse(.notReady) }
    let bound = NIOLoopBound((self, context, handler, refuse), eventLoop: context.eventLoop)
    upgrader.buildUpgradeResponse(
      channel: context.channel, upgradeRequest: head,
      initialResponseHeaders: ["connection": "upgrade", "upgrade": "websocket"]
    ).whenComplete { outcome in
      let (upgrade, context, handler, refuse) = bound.value
      switch outcome {
      case .success(let headers): upgrade.handOver(head, headers, context, handler)
      case .failure(let error): refuse(.unreadable("an upgrade with \(error)"))
      }
    }
  }

  private func handOver(
    _ head: HTTPRequestHead, _ headers: HTTPHeaders, _ context: ChannelHandlerContext, _ handler: RequestHandler
  ) {
    let answer = HTTPResponseHead(version: head.version, status: .switchingProtocols, headers: headers)
    context.write(RequestHandler.wrapOutboundOut(.head(answer)), promise: nil)
    context.writeAndFlush(RequestHandler.wrapOutboundOut(.end(nil)), promise: nil)
    let pipeline = context.pipeline.syncOperations
    for other in others + [handler] { pipeline.removeHandler(other).whenFailure { _ in } }
    let bound = NIOLoopBound((pipeline, decoder), eventLoop: context.eventLoop)
    // What the client has sent behind its request goes to the one who reads frames, once he is there.
    upgrader.upgrade(channel: context.channel, upgradeRequest: head).whenComplete { _ in
      bound.value.0.removeHandler(bound.value.1).whenFailure { _ in }
    }
  }

  /// How the subscriber of `/v1/stream` wants its rows; nil for every other path.
  private static func format(of head: HTTPRequestHead) -> StreamFormat? {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.first == "/v1/stream", let query = Query(parts.count > 1 ? parts[1] : "") else { return nil }
    return StreamFormat(rawValue: query["format"] ?? StreamFormat.json.rawValue)
  }
}
