import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Synchronization

extension ServiceCore {
  /// Listens, and gives each connection its handlers.
  func listen(on group: MultiThreadedEventLoopGroup) async throws -> any Channel {
    let desks = Dictionary(uniqueKeysWithValues: desks.map { (ObjectIdentifier($0.eventLoop), $0) })
    return try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 4_096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      // What the system may hold for a connection that does not read.
      .childChannelOption(.socketOption(.so_sndbuf), value: settings.limits.bufferedBytes * 2)
      .childChannelOption(
        .writeBufferWaterMark,
        value: .init(low: settings.limits.bufferedBytes / 2, high: settings.limits.bufferedBytes)
      )
      .childChannelInitializer { [self] channel in
        channel.eventLoop.makeCompletedFuture {
          guard let desk = desks[ObjectIdentifier(channel.eventLoop)]?.value else { return }
          try addHandlers(to: channel, desk)
        }
      }
      .bind(host: settings.host, port: settings.port).get()
  }

  private func addHandlers(to channel: any Channel, _ desk: LoopDesk) throws {
    let limits = settings.limits
    let isOver = connections.open() > limits.connections
    let connection = Connection(
      limits: limits, desk: desk, address: channel.remoteAddress?.ipAddress ?? "",
      closed: { [connections] in connections.close() })
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(connection)
    guard !isOver else {
      router.refused.count(status: 503)
      return connection.refuse(.tooManyConnections(limit: limits.connections))
    }
    let handler = RequestHandler(desk: desk, connection: connection, router: router, limits: limits)
    let bound = NIOLoopBound((desk, connection, handler), eventLoop: channel.eventLoop)
    let upgrader = NIOWebSocketServerUpgrader(
      maxFrameSize: limits.messageBytes,
      shouldUpgrade: { [readiness] channel, head in
        let isStream = readiness.isReady && Self.format(of: head) != nil
        return channel.eventLoop.makeSucceededFuture(isStream ? HTTPHeaders() : nil)
      },
      upgradePipelineHandler: { [self] channel, head in
        channel.eventLoop.makeCompletedFuture {
          let (desk, connection, _) = bound.value
          try channel.pipeline.syncOperations.addHandler(
            StreamHandler(
              format: Self.format(of: head) ?? .json, desk: desk, connection: connection, directory: directory,
              limits: limits, metrics: metrics, hello: hello, connections: connections))
        }
      })
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderListSize = limits.headBytes
    decoding.maxHeaderFieldSize = limits.headBytes
    decoding.maxHeaderFieldCount = 100
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: true,
      withServerUpgrade: (
        upgraders: [upgrader], completionHandler: { _ = $0.pipeline.syncOperations.removeHandler(bound.value.2) }
      ), withErrorHandling: false, withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
      withDecoderLimitConfiguration: decoding)
    try pipeline.addHandler(handler)
  }

  /// How the subscriber of `/v1/stream` wants its rows; nil for every other path.
  private static func format(of head: HTTPRequestHead) -> StreamFormat? {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.first == "/v1/stream", let query = Query(parts.count > 1 ? parts[1] : "") else { return nil }
    return StreamFormat(rawValue: query["format"] ?? StreamFormat.json.rawValue)
  }
}

/// Connections that are open.
final class ConnectionCount: Sendable {
  private let all = Atomic(0)
  private let subscribers = Atomic(0)

  var now: (all: Int, subscribers: Int) {
    (all.load(ordering: .relaxed), subscribers.load(ordering: .relaxed))
  }

  /// How many there are with this one.
  func open() -> Int { all.wrappingAdd(1, ordering: .relaxed).newValue }
  func close() { all.wrappingSubtract(1, ordering: .relaxed) }
  func changeSubscribers(by step: Int) { subscribers.wrappingAdd(step, ordering: .relaxed) }
}
