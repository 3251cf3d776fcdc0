import NIOCore
import NIOHTTP1
import NIOPosix

/// Requests at a rate that does not depend on how fast they are answered.
///
/// - Bounds: `connections` at once; requests that are due while all are busy wait, and their latency counts from when they were due.
public struct HTTPLoad: Sendable {
  public let target: LoadTarget
  public let requestsPerSecond: Double
  public let seconds: Double
  public let warmUpSeconds: Double
  public let connections: Int

  /// - Precondition: rates and times above 0, at least one connection.
  public init(
    _ target: LoadTarget, requestsPerSecond: Double, seconds: Double, warmUpSeconds: Double = 1, connections: Int = 16
  ) {
    precondition(requestsPerSecond > 0 && seconds > 0 && warmUpSeconds >= 0 && connections >= 1, "above 0")
    self.target = target
    self.requestsPerSecond = requestsPerSecond
    (self.seconds, self.warmUpSeconds, self.connections) = (seconds, warmUpSeconds, connections)
  }

  /// - Throws: `LoadError.unreachable`
  public func run() async throws -> LoadResult {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let hiccups = HiccupMeter()
    let outcome: Result<LoadResult, any Error>
    do {
      var result = try await loop.flatSubmit { HTTPLoadRun(self, on: loop).begin() }.get()
      result.hiccups = hiccups.stop()
      outcome = .success(result)
    } catch { outcome = .failure(error) }
    _ = hiccups.stop()
    try await group.shutdownGracefully()
    return try outcome.get()
  }
}

/// One load under way; lives on its event loop.
private final class HTTPLoadRun {
  private let load: HTTPLoad
  private let loop: any EventLoop
  private let plan: SendPlan
  private let finished: EventLoopPromise<LoadResult>
  private var result: LoadResult
  private var idle: [HTTPLoadConnection] = []
  private var all: [HTTPLoadConnection] = []
  /// Planned moments of requests that wait for a connection.
  private var waiting = CircularBuffer<Int64>()
  private var sent = 0
  private var done = 0

  init(_ load: HTTPLoad, on loop: any EventLoop) {
    self.load = load
    self.loop = loop
    finished = loop.makePromise()
    plan = SendPlan(
      start: SteadyTime.now + 50_000_000, perSecond: load.requestsPerSecond, seconds: load.seconds,
      warmUpSeconds: load.warmUpSeconds)
    result = LoadResult(kind: .http, offeredPerSecond: load.requestsPerSecond, seconds: load.seconds)
  }

  func begin() -> EventLoopFuture<LoadResult> {
    let bound = NIOLoopBound(self, eventLoop: loop)
    let opened = (0..<load.connections).map { _ in connect() }
    EventLoopFuture.andAllSucceed(opened, on: loop).whenComplete { outcome in
      let run = bound.value
      switch outcome {
      case .success: run.sendDue()
      case .failure(let error):
        run.finished.fail(
          LoadError.unreachable("\(run.load.target.host):\(run.load.target.port)", reason: "\(error)"))
      }
    }
    return finished.futureResult
  }

  private func connect() -> EventLoopFuture<Void> {
    let bound = NIOLoopBound(self, eventLoop: loop)
    let connection = NIOLoopBound(
      HTTPLoadConnection(
        load.target, answered: { bound.value.answered($0, due: $1, $2) }, ended: { bound.value.ended($0) }),
      eventLoop: loop)
    return ClientBootstrap(group: loop).channelOption(.tcpOption(.tcp_nodelay), value: 1).connectTimeout(.seconds(5))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHTTPClientHandlers()
          try pipeline.addHandler(connection.value)
        }
      }
      .connect(host: load.target.host, port: load.target.port).map { _ in
        bound.value.all.append(connection.value)
        bound.value.idle.append(connection.value)
      }
  }

  private func sendDue() {
    while sent < plan.count, plan.due(sent) <= SteadyTime.now {
      let due = plan.due(sent)
      sent += 1
      if let connection = idle.popLast() { connection.send(due: due) } else { waiting.append(due) }
    }
    guard sent < plan.count else { return }
    let bound = NIOLoopBound(self, eventLoop: loop)
    loop.scheduleTask(deadline: .uptimeNanoseconds(UInt64(plan.due(sent)))) { bound.value.sendDue() }
  }

  /// - Parameter problem: nil for an answer of 200.
  private func answered(_ connection: HTTPLoadConnection, due: Int64, _ problem: String?) {
    let now = SteadyTime.now
    if due >= plan.due(plan.warmUp) {
      if let problem {
        result.errors[problem, default: 0] += 1
      } else {
        result.completed += 1
        result.latency.add(nanoseconds: now - due)
      }
    }
    done += 1
    if done == plan.count { return end() }
    guard connection.isOpen else { return }
    if let next = waiting.popFirst() { connection.send(due: next) } else { idle.append(connection) }
  }

  /// A connection that the service closed is opened again; what cannot be sent without one is lost.
  private func ended(_ connection: HTTPLoadConnection) {
    idle.removeAll { $0 === connection }
    all.removeAll { $0 === connection }
    guard done < plan.count else { return }
    let bound = NIOLoopBound(self, eventLoop: loop)
    connect().whenComplete { outcome in
      let run = bound.value
      if case .success = outcome {
        if !run.waiting.isEmpty, let connection = run.idle.popLast() { connection.send(due: run.waiting.removeFirst()) }
      } else if run.all.isEmpty, run.done < run.plan.count {
        run.result.errors["no connection", default: 0] += run.plan.count - run.done
        run.done = run.plan.count
        run.end()
      }
    }
  }

  private func end() {
    result.seconds = max(load.seconds, Double(SteadyTime.now - plan.due(plan.warmUp)) / 1e9)
    for connection in all { connection.close() }
    finished.succeed(result)
  }
}

/// One connection of a load: a request at a time.
private final class HTTPLoadConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let head: HTTPRequestHead
  private let answered: (HTTPLoadConnection, Int64, String?) -> Void
  private let ended: (HTTPLoadConnection) -> Void
  private(set) var isOpen = true
  private var context: ChannelHandlerContext?
  private var due: Int64?
  private var status = HTTPResponseStatus.ok

  init(
    _ target: LoadTarget, answered: @escaping (HTTPLoadConnection, Int64, String?) -> Void,
    ended: @escaping (HTTPLoadConnection) -> Void
  ) {
    head = HTTPRequestHead(
      version: .http1_1, method: .GET, uri: target.uri, headers: ["host": "\(target.host):\(target.port)"])
    (self.answered, self.ended) = (answered, ended)
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func send(due: Int64) {
    self.due = due
    guard let context else { return answer("closed") }
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
  }

  func close() { context?.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head):
      status = head.status
      isOpen = head.isKeepAlive
    case .body: break
    case .end: answer(status == .ok ? nil : "status \(status.code)")
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    isOpen = false
    answer("closed")
    ended(self)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ problem: String?) {
    guard let due else { return }
    self.due = nil
    if !isOpen { close() }
    answered(self, due, problem)
  }
}
