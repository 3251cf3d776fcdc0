import NIOCore
import NIOHTTP1
import TickmarkStreaming

/// The first handler of every connection: what it may take, how long, and how much may wait to be written.
///
/// Sees bytes as they come: a head that grows without end is refused before anybody keeps it, and one that comes byte by byte when its
/// time is over. While the other side does not read, it is not read from either.
final class Connection: ChannelDuplexHandler, Outlet {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  enum Phase {
    case idle, head, body, answering, stream
    /// Refused: what still comes is thrown away, so that the answer is not lost with it.
    case ending
  }

  private let limits: ServiceLimits
  private let desk: LoopDesk
  private let closed: () -> Void
  private var context: ChannelHandlerContext?
  private var headBytes = 0
  private var phaseSince = SteadyClock.now
  private(set) var phase = Phase.idle
  private var endingSeconds = 1.0
  private(set) var isDraining = false
  /// What a subscriber's connection does a few times a second.
  var checkStream: ((Int64) -> Void)?
  var drainStream: (() -> Void)?
  private(set) var lastHeard = SteadyClock.now
  let address: String

  init(limits: ServiceLimits, desk: LoopDesk, address: String, closed: @escaping () -> Void) {
    (self.limits, self.desk, self.address, self.closed) = (limits, desk, address, closed)
  }

  // MARK: Outlet

  var isWritable: Bool { context?.channel.isWritable ?? false }
  func write(_ frame: ByteBuffer) { context?.write(Self.wrapOutboundOut(frame), promise: nil) }
  func flush() { context?.flush() }
  func close() { context?.close(promise: nil) }

  // MARK: Life

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    desk.add(self)
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { leave() }

  private func leave() {
    guard context != nil else { return }
    context = nil
    (checkStream, drainStream) = (nil, nil)
    desk.remove(self)
    closed()
  }

  func enter(_ phase: Phase) {
    self.phase = phase
    phaseSince = SteadyClock.now
    headBytes = 0
    if phase == .idle, isDraining { close() }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard phase != .ending else { return }
    lastHeard = SteadyClock.now
    if phase == .idle { enter(.head) }
    if phase == .head {
      headBytes += Self.unwrapInboundIn(data).readableBytes
      // A body may come in one piece with its head.
      guard headBytes <= limits.headBytes + limits.bodyBytes else {
        return refuse(.headTooLarge(limit: limits.headBytes))
      }
    }
    context.fireChannelRead(data)
    if phase == .head, headBytes > limits.headBytes { refuse(.headTooLarge(limit: limits.headBytes)) }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    context.channel.setOption(.autoRead, value: context.channel.isWritable).whenFailure { _ in }
    context.fireChannelWritabilityChanged()
  }

  /// Answers in place of whoever would have, and closes.
  func refuse(_ error: RequestError) {
    guard context != nil else { return }
    let response = Response(error)
    let head =
      "HTTP/1.1 \(response.status.code) \(response.status.reasonPhrase)\r\nconnection: close\r\ncontent-type: \(response.type)\r\ncontent-length: \(response.body.readableBytes)\r\n\r\n"
    write(ByteBuffer(string: head))
    write(response.body)
    end()
  }

  /// Sends what is written and no more; closes once the other side has, or after some time.
  func end(seconds: Double = 1) {
    enter(.ending)
    endingSeconds = seconds
    context?.flush()
    context?.close(mode: .output, promise: nil)
  }

  // MARK: Time

  func check(now: Int64) {
    let waited = Double(now - phaseSince) / 1e9
    switch phase {
    case .idle: if waited > limits.idleSeconds { close() }
    case .head, .body: if waited > limits.requestSeconds { refuse(.slow(seconds: limits.requestSeconds)) }
    // An answer that nobody takes; how long it is computed is the service's own affair.
    case .answering: if !isWritable, waited > limits.idleSeconds { close() }
    case .stream: checkStream?(now)
    case .ending: if waited > endingSeconds { close() }
    }
  }

  func drain() {
    isDraining = true
    if phase == .idle { close() }
    drainStream?()
  }
}
