import NIOCore
import NIOHTTP1
import NIOPosix
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
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderListSize = limits.headBytes
    decoding.maxHeaderFieldSize = limits.headBytes
    decoding.maxHeaderFieldCount = 100
    let decoder = ByteToMessageHandler(
      HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: decoding))
    let encoder = HTTPResponseEncoder()
    let queue = HTTPServerPipelineHandler()
    let upgrade = StreamUpgrade(
      maxFrameSize: limits.messageBytes, readiness: readiness, decoder: decoder, others: [queue, encoder],
      subscriber: { [self] format in
        StreamHandler(
          format: format, desk: desk, connection: connection, directory: directory, limits: limits, metrics: metrics,
          hello: hello, connections: connections)
      }, loop: channel.eventLoop)
    try pipeline.addHandlers([
      decoder, encoder, queue,
      RequestHandler(desk: desk, connection: connection, router: router, limits: limits, upgrade: upgrade),
    ])
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
