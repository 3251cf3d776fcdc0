public import NIOCore
import Histogram
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// Subscribers of a WebSocket stream, and how late what they get arrives.
///
/// The rate is the service's; a latency counts from the moment that a message itself says it was due.
public struct StreamLoad: Sendable {
  public let target: LoadTarget
  /// What each subscriber sends once it is connected, by its number.
  public let greeting: @Sendable (Int) -> String
  /// Calls its second argument with each moment that a binary message tells of, in nanoseconds of the steady clock.
  public let moments: @Sendable (ByteBuffer, (Int64) -> Void) -> Void
  public let subscribers: Int
  /// Subscribers that stop reading once they are subscribed: the first ones.
  public let stalled: Int
  public let seconds: Double
  public let warmUpSeconds: Double

  private static let connectingAtOnce = 32

  public init(
    _ target: LoadTarget, subscribers: Int, stalled: Int = 0, seconds: Double, warmUpSeconds: Double = 1,
    greeting: @escaping @Sendable (Int) -> String,
    moments: @escaping @Sendable (ByteBuffer, (Int64) -> Void) -> Void
  ) {
    precondition(subscribers >= 1 && (0...subscribers).contains(stalled) && seconds > 0, "somebody, for some time")
    (self.target, self.subscribers, self.stalled) = (target, subscribers, stalled)
    (self.seconds, self.warmUpSeconds) = (seconds, warmUpSeconds)
    (self.greeting, self.moments) = (greeting, moments)
  }

  /// - Throws: `LoadError.unreachable`, `refused`
  public func run() async throws -> LoadResult {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let clients = try await loop.submit {
      let tally = StreamLoadTally()
      return NIOLoopBound(
        (0..<subscribers).map { StreamLoadClient(number: $0, tally: $0 < stalled ? nil : tally, moments: moments) },
        eventLoop: loop)
    }.get()
    let outcome: Result<LoadResult, any Error>
    do { outcome = .success(try await measure(clients, on: loop)) } catch { outcome = .failure(error) }
    try await loop.submit { for client in clients.value { client.close() } }.get()
    try await group.shutdownGracefully()
    return try outcome.get()
  }

  private func measure(
    _ clients: NIOLoopBound<[StreamLoadClient]>, on loop: any EventLoop
  ) async throws -> LoadResult {
    for first in stride(from: 0, to: subscribers, by: Self.connectingAtOnce) {
      let some = first..<min(first + Self.connectingAtOnce, subscribers)
      let outcomes = some.map { connect($0, clients, on: loop) }
      for (number, outcome) in zip(some, outcomes) {
        let service = "\(target.host):\(target.port)"
        do { try await outcome.get() } catch {
          if number == 0 { throw LoadError.unreachable(service, reason: "\(error)") }
          throw LoadError.refused(service, connected: number, wanted: subscribers)
        }
      }
    }
    try await Task.sleep(for: .seconds(warmUpSeconds))
    let start = SteadyTime.now
    let hiccups = HiccupMeter()
    defer { _ = hiccups.stop() }
    try await loop.submit { for client in clients.value { client.restart() } }.get()
    try await Task.sleep(for: .seconds(seconds))
    var measured = try await loop.submit {
      result(of: clients.value, seconds: Double(SteadyTime.now - start) / 1e9)
    }.get()
    measured.hiccups = hiccups.stop()
    return measured
  }

  private func connect(
    _ number: Int, _ clients: NIOLoopBound<[StreamLoadClient]>, on loop: any EventLoop
  ) -> EventLoopFuture<Void> {
    let upgraded = loop.makePromise(of: Void.self)
    let (target, greeting, isStalled) = (target, greeting(number), number < stalled)
    let upgrader = NIOWebSocketClientUpgrader(maxFrameSize: 1 << 24) { channel, _ in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(clients.value[number])
        clients.value[number].greet(greeting, isStalled: isStalled)
        upgraded.succeed()
      }
    }
    let opened = ClientBootstrap(group: loop).connectTimeout(.seconds(5)).channelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        let request = NIOLoopBound(UpgradeRequest(target, upgraded), eventLoop: channel.eventLoop)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHTTPClientHandlers(
          withClientUpgrade: (
            upgraders: [upgrader],
            completionHandler: { _ = $0.pipeline.syncOperations.removeHandler(request.value) }
          ))
        try pipeline.addHandler(request.value)
      }
    }.connect(host: target.host, port: target.port)
    opened.whenFailure { upgraded.fail($0) }
    return upgraded.futureResult
  }

  private func result(of clients: [StreamLoadClient], seconds: Double) -> LoadResult {
    let latency = clients.lazy.compactMap(\.tally).first?.latency ?? LatencyRecord()
    var p99: [Double] = []
    var closed: [Int: Int] = [:]
    for client in clients {
      if let code = client.closeCode { closed[code, default: 0] += 1 }
      guard client.number >= stalled else { continue }
      if let own = client.latency.percentile(99) { p99.append(own) }
    }
    var result = LoadResult(kind: .stream, offeredPerSecond: Double(latency.count) / seconds, seconds: seconds)
    result.completed = latency.count
    result.latency = latency
    result.subscriberP99 = p99
    (result.subscribers, result.stalled, result.closed) = (subscribers, stalled, closed)
    for client in clients where client.number >= stalled && client.closeCode != nil {
      result.errors["closed", default: 0] += 1
    }
    return result
  }
}

/// Asks for the upgrade, and says why there is none.
private final class UpgradeRequest: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  struct Refused: Error { let status: UInt }

  private let target: LoadTarget
  private let upgraded: EventLoopPromise<Void>

  init(_ target: LoadTarget, _ upgraded: EventLoopPromise<Void>) { (self.target, self.upgraded) = (target, upgraded) }

  func channelActive(context: ChannelHandlerContext) {
    let head = HTTPRequestHead(
      version: .http1_1, method: .GET, uri: target.uri, headers: ["host": "\(target.host):\(target.port)"])
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let head) = Self.unwrapInboundIn(data) else { return }
    upgraded.fail(Refused(status: head.status.code))
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    upgraded.fail(ChannelError.eof)
    context.fireChannelInactive()
  }
}

/// What all subscribers that read have got.
private final class StreamLoadTally {
  var latency = LatencyRecord()
}

/// One subscriber of a load.
private final class StreamLoadClient: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  let number: Int
  /// Two digits: a thousand of these are held at once.
  private(set) var latency = LatencyRecord(digits: .two)
  /// 1006 where it ended without one.
  private(set) var closeCode: Int?
  /// Of all subscribers that read; nil for one that is to stall.
  let tally: StreamLoadTally?
  private let moments: (ByteBuffer, (Int64) -> Void) -> Void
  private var context: ChannelHandlerContext?
  private var isOver = false

  init(number: Int, tally: StreamLoadTally?, moments: @escaping (ByteBuffer, (Int64) -> Void) -> Void) {
    (self.number, self.tally, self.moments) = (number, tally, moments)
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func greet(_ text: String, isStalled: Bool) {
    send(.text, ByteBuffer(string: text))
    if isStalled { context?.channel.setOption(.autoRead, value: false).whenFailure { _ in } }
  }

  func restart() {
    latency = LatencyRecord(digits: .two)
    tally?.latency = LatencyRecord()
  }

  func close() {
    isOver = true
    context?.close(promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = Self.unwrapInboundIn(data)
    switch frame.opcode {
    case .binary:
      let now = SteadyTime.now
      moments(frame.data) {
        latency.add(nanoseconds: now - $0)
        tally?.latency.add(nanoseconds: now - $0)
      }
    case .ping: send(.pong, frame.data)
    case .connectionClose:
      var data = frame.data
      closeCode = data.readInteger(as: UInt16.self).map(Int.init) ?? 1005
    default: break
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if closeCode == nil, !isOver { closeCode = 1006 }
    context.fireChannelInactive()
  }

  private func send(_ opcode: WebSocketOpcode, _ data: ByteBuffer) {
    let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
    context?.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
  }
}
