import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@testable import TickmarkLoad

@Suite struct HTTPLoadTests {
  @Test func `every request is answered, and counted once`() async throws {
    let server = try await StandIn.start { _ in .milliseconds(0) }
    let result = try await HTTPLoad(
      server.target(), requestsPerSecond: 200, seconds: 1, warmUpSeconds: 0.5, connections: 4
    ).run()
    #expect(result.completed == 200 && result.errorCount == 0 && result.latency.count == 200)
    await server.stop()
  }

  @Test func `requests that wait behind a slow one are late, not left out`() async throws {
    // One answer of 200 takes half a second: a quarter of a two-second plan waits behind it on the only connection.
    let server = try await StandIn.start { $0 == 100 ? .milliseconds(500) : .milliseconds(0) }
    let result = try await HTTPLoad(
      server.target(), requestsPerSecond: 100, seconds: 2, warmUpSeconds: 0, connections: 1
    ).run()
    #expect(result.completed == 200)
    let late = result.latency.histogram.count(within: 50_000_000...60_000_000_000)
    #expect(late >= 35, "\(late) of 200 were 50 ms late or more")
    await server.stop()
  }

  @Test func `an answer other than 200 is an error, by its status`() async throws {
    let server = try await StandIn.start(status: .serviceUnavailable) { _ in .milliseconds(0) }
    let result = try await HTTPLoad(server.target(), requestsPerSecond: 50, seconds: 0.5, warmUpSeconds: 0).run()
    #expect(result.completed == 0 && result.errors == ["status 503": 25])
    await server.stop()
  }

  @Test func `a server that closes after each answer is connected to again`() async throws {
    let server = try await StandIn.start(closes: true) { _ in .milliseconds(0) }
    let result = try await HTTPLoad(
      server.target(), requestsPerSecond: 50, seconds: 1, warmUpSeconds: 0, connections: 4
    ).run()
    #expect(result.completed + result.errorCount == 50 && result.completed >= 40, "\(result)")
    await server.stop()
  }

  @Test func `where nobody listens, it says so`() async throws {
    let server = try await StandIn.start { _ in .milliseconds(0) }
    let target = try server.target()
    await server.stop()
    await #expect { try await HTTPLoad(target, requestsPerSecond: 10, seconds: 1).run() } throws: {
      if case .unreachable = $0 as? LoadError { true } else { false }
    }
  }
}

/// A server that answers each request after a time of the test's choice.
private struct StandIn {
  let channel: any Channel
  let group: MultiThreadedEventLoopGroup

  static func start(
    status: HTTPResponseStatus = .ok, closes: Bool = false, delay: @escaping @Sendable (Int) -> TimeAmount
  ) async throws -> StandIn {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let channel = try await ServerBootstrap(group: group).childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline()
        try pipeline.addHandler(Answers(status: status, closes: closes, delay: delay))
      }
    }.bind(host: "127.0.0.1", port: 0).get()
    return StandIn(channel: channel, group: group)
  }

  func target() throws -> LoadTarget { try LoadTarget("http://127.0.0.1:\(channel.localAddress?.port ?? 0)/x") }

  func stop() async {
    try? await channel.close()
    try? await group.shutdownGracefully()
  }

  private final class Answers: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let status: HTTPResponseStatus
    private let closes: Bool
    private let delay: (Int) -> TimeAmount
    private var count = 0

    init(status: HTTPResponseStatus, closes: Bool, delay: @escaping (Int) -> TimeAmount) {
      (self.status, self.closes, self.delay) = (status, closes, delay)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      guard case .end = Self.unwrapInboundIn(data) else { return }
      count += 1
      let bound = NIOLoopBound((context, status, closes), eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(in: delay(count)) {
        let (context, status, closes) = bound.value
        let head = HTTPResponseHead(
          version: .http1_1, status: status,
          headers: ["content-length": "0", "connection": closes ? "close" : "keep-alive"])
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
        if closes { context.close(promise: nil) }
      }
    }
  }
}
