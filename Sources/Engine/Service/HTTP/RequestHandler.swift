import NIOCore
import NIOHTTP1
import NIOPosix
import TickmarkStreaming

/// Takes requests, one at a time, and writes their answers.
final class RequestHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let desk: LoopDesk
  private let connection: Connection
  private let router: Router
  private let limits: ServiceLimits
  private let upgrade: StreamUpgrade
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()
  private var start: Int64 = 0
  /// An answer whose end waits until the other side reads.
  private var end: (isKept: Bool, then: () -> Void)?

  init(desk: LoopDesk, connection: Connection, router: Router, limits: ServiceLimits, upgrade: StreamUpgrade) {
    (self.desk, self.connection, self.router, self.limits) = (desk, connection, router, limits)
    self.upgrade = upgrade
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(var part):
      guard head != nil else { return }
      guard body.readableBytes + part.readableBytes <= limits.bodyBytes else {
        return refuse(.bodyTooLarge(limit: limits.bodyBytes))
      }
      body.writeBuffer(&part)
    case .end:
      guard let head else { return }
      connection.enter(.answering)
      answer(head, context)
    }
  }

  /// What the decoder cannot read, and what ends a connection.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard connection.phase != .ending else { return }
    switch error {
    case HTTPParserError.headerOverflow: refuse(.headTooLarge(limit: limits.headBytes))
    case let error as HTTPParserError: refuse(.unreadable("\(error)"))
    default: connection.close()
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable, let end { finish(end.isKept, context, end.then) }
    context.fireChannelWritabilityChanged()
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    start = SteadyClock.now
    connection.enter(.body)
    self.head = head
    body.clear()
    if let length = head.headers.first(name: "content-length").flatMap(Int.init), length > limits.bodyBytes {
      return refuse(.bodyTooLarge(limit: limits.bodyBytes))
    }
    if let coding = head.headers.first(name: "content-encoding"), coding.lowercased() != "identity" {
      return refuse(.encodedBody(coding))
    }
    if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
      context.writeAndFlush(
        Self.wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))), promise: nil)
    }
  }

  private func refuse(_ error: RequestError) {
    head = nil
    router.refused.count(status: error.status.code)
    connection.refuse(error)
  }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    self.head = nil
    guard desk.rates.take(connection.address) else {
      let error = RequestError.tooMany(perSecond: limits.requestsPerSecond ?? 0)
      return write(Response(error), head, context, router.refused)
    }
    if StreamUpgrade.isAsked(by: head) {
      return upgrade.carryOut(head, context, from: self) { [self] in
        write(Response($0), head, context, router.refused)
      }
    }
    let (book, reply) = router.reply(to: head, body: body)
    switch reply {
    case .ready(let response): write(response, head, context, book)
    case .later(let work):
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      NIOThreadPool.singleton.runIfActive(eventLoop: context.eventLoop) {
        Router.response(work)
      }.whenComplete { result in
        let (handler, context) = bound.value
        let response = (try? result.get()) ?? Response(.failed("the service ends"))
        handler.write(response, head, context, book)
      }
    }
  }

  private func write(
    _ response: Response, _ head: HTTPRequestHead, _ context: ChannelHandlerContext, _ book: RequestBook
  ) {
    // The decoder takes what follows such a request for another protocol, whoever agreed on that.
    let isLast = head.method == .CONNECT || head.headers.contains(name: "upgrade")
    let isKept = head.isKeepAlive && !isLast && !connection.isDraining
    var headers = HTTPHeaders()
    headers.reserveCapacity(6)
    headers.add(name: "content-type", value: response.type)
    headers.add(name: "content-length", value: String(response.body.readableBytes))
    headers.add(name: "date", value: desk.date)
    headers.add(name: "x-content-type-options", value: "nosniff")
    for (name, value) in response.headers { headers.add(name: name, value: value) }
    if !isKept {
      headers.add(name: "connection", value: "close")
    } else if head.version == .http1_0 {
      headers.add(name: "connection", value: "keep-alive")
    }
    let answer = HTTPResponseHead(version: head.version, status: response.status, headers: headers)
    context.write(Self.wrapOutboundOut(.head(answer)), promise: nil)
    if head.method != .HEAD { context.write(Self.wrapOutboundOut(.body(.byteBuffer(response.body))), promise: nil) }
    let start = start
    finish(isKept, context) { book.count(status: response.status.code, nanoseconds: SteadyClock.now - start) }
  }

  /// Ends the answer, or puts that off while the other side does not read: what it sends meanwhile waits.
  private func finish(_ isKept: Bool, _ context: ChannelHandlerContext, _ then: @escaping () -> Void) {
    guard context.channel.isWritable || !context.channel.isActive else {
      end = (isKept, then)
      return context.flush()
    }
    end = nil
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    then()
    if isKept { connection.enter(.idle) } else { connection.end() }
  }
}
