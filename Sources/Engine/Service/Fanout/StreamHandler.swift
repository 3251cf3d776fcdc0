import NIOCore
import NIOWebSocket
import TickmarkStreaming

/// One subscriber's WebSocket: its commands, pings, and how it ends.
final class StreamHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let subscriber: Subscriber
  private let desk: LoopDesk
  private let connection: Connection
  private let directory: SymbolDirectory
  private let limits: ServiceLimits
  private let metrics: ServiceMetrics
  private let hello: String
  private let connections: ConnectionCount
  private var context: ChannelHandlerContext?
  /// A message whose last part has not come.
  private var message: (opcode: WebSocketOpcode, bytes: ByteBuffer)?
  private var rate: TokenBucket
  private var stalledSince: Int64?
  private var lastPing: Int64 = 0
  private var isClosing = false

  init(
    format: StreamFormat, desk: LoopDesk, connection: Connection, directory: SymbolDirectory, limits: ServiceLimits,
    metrics: ServiceMetrics, hello: String, connections: ConnectionCount
  ) {
    subscriber = Subscriber(format: format, outlet: connection)
    (self.desk, self.connection, self.directory, self.limits) = (desk, connection, directory, limits)
    (self.metrics, self.hello, self.connections) = (metrics, hello, connections)
    rate = TokenBucket(rate: limits.messagesPerSecond)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    connections.changeSubscribers(by: 1)
    connection.enter(.stream)
    connection.checkStream = { [weak self] in self?.check(now: $0) }
    connection.drainStream = { [weak self] in self?.close(.goingAway, "the service ends; connect again") }
    subscriber.send([WebSocketText.frame(text: hello)])
    if connection.isDraining { close(.goingAway, "the service ends; connect again") }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    connections.changeSubscribers(by: -1)
    desk.hub.leave(subscriber)
  }

  func channelInactive(context: ChannelHandlerContext) {
    desk.hub.leave(subscriber)
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isClosing else { return }
    let frame = Self.unwrapInboundIn(data)
    guard frame.maskKey != nil else { return close(.protocolError, "frames of a client are masked") }
    guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
      return close(.protocolError, "no extension was agreed on, compression neither")
    }
    switch frame.opcode {
    case .text, .binary:
      guard message == nil else { return close(.protocolError, "the last message has not ended") }
      take(frame.opcode, frame.unmaskedData, isLast: frame.fin)
    case .continuation:
      guard let message else { return close(.protocolError, "no message to go on with") }
      var bytes = message.bytes
      var more = frame.unmaskedData
      guard bytes.readableBytes + more.readableBytes <= limits.messageBytes else {
        return close(.messageTooLarge, "a message has at most \(limits.messageBytes) bytes")
      }
      bytes.writeBuffer(&more)
      take(message.opcode, bytes, isLast: frame.fin)
    case .ping:
      guard rate.take() else { return close(.policyViolation, "at most \(limits.messagesPerSecond) messages a second") }
      send(.pong, frame.unmaskedData)
    case .pong: break
    case .connectionClose:
      isClosing = true
      send(.connectionClose, frame.unmaskedData)
      connection.end()
    default: close(.protocolError, "unknown kind of frame")
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      stalledSince = nil
      let missed = subscriber.takeMissed()
      if !missed.isEmpty, !isClosing {
        subscriber.send(desk.hub.snapshots(of: missed.sorted(), subscriber.format))
      }
    } else if stalledSince == nil {
      stalledSince = SteadyClock.now
    }
    context.fireChannelWritabilityChanged()
  }

  /// The frame decoder says what is wrong; it has sent its code by then.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !isClosing else { return }
    isClosing = true
    desk.hub.leave(subscriber)
    connection.end()
  }

  // MARK: Messages

  private func take(_ opcode: WebSocketOpcode, _ bytes: ByteBuffer, isLast: Bool) {
    guard isLast else {
      message = (opcode, bytes)
      return
    }
    message = nil
    guard rate.take() else { return close(.policyViolation, "at most \(limits.messagesPerSecond) messages a second") }
    guard opcode == .text else { return close(.unacceptableData, "commands are text") }
    guard String(validating: bytes.readableBytesView, as: UTF8.self) != nil else {
      return close(.dataInconsistentWithMessage, "text is UTF-8")
    }
    do throws(StreamCommandError) { try carryOut(StreamCommand(json: bytes.readableBytesView)) } catch {
      metrics.badCommands.increment()
      subscriber.send([WebSocketText.frame(text: "{\"error\":\(JSONText.quoted(error.description))}")])
    }
  }

  private func carryOut(_ command: StreamCommand) {
    if !command.unsubscribe.isEmpty {
      let codes = command.unsubscribe.compactMap(directory.code).filter(subscriber.remove)
      desk.hub.unsubscribe(subscriber, from: codes)
      subscriber.send([WebSocketText.frame(text: "{\"unsubscribed\":\(codes.count)}")])
    }
    if !command.subscribe.isEmpty { subscribe(command.subscribe) }
    for topic in command.watch { desk.hub.watch(subscriber, topic) }
  }

  private func subscribe(_ names: [String]) {
    let known = names.compactMap { name in directory.code(name).map { (name, $0) } }
    let unknown = names.filter { directory.code($0) == nil }
    guard subscriber.symbols.union(known.map(\.1)).count <= limits.symbols else {
      let problem = "at most \(limits.symbols) symbols of one subscriber"
      return subscriber.send([WebSocketText.frame(text: "{\"error\":\(JSONText.quoted(problem))}")])
    }
    let numbers = known.map { "\(JSONText.quoted($0.0)):\($0.1)" }.joined(separator: ",")
    let missing = unknown.map(JSONText.quoted).joined(separator: ",")
    subscriber.send([WebSocketText.frame(text: "{\"subscribed\":{\(numbers)},\"unknown\":[\(missing)]}")])
    desk.hub.subscribe(subscriber, to: known.map(\.1).filter(subscriber.add))
  }

  // MARK: Time and end

  private func check(now: Int64) {
    if let stalledSince, Double(now - stalledSince) / 1e9 > limits.slowSeconds {
      metrics.slowClients.increment()
      // What is on its way, the code behind it, is for whoever begins to read again.
      return close(.unknown(1013), "too slow; connect again", seconds: limits.slowSeconds)
    }
    let silence = Double(now - connection.lastHeard) / 1e9
    if silence > limits.idleSeconds { return connection.close() }
    if silence > limits.idleSeconds / 3, Double(now - lastPing) / 1e9 > limits.idleSeconds / 3 {
      lastPing = now
      send(.ping, ByteBuffer())
    }
  }

  private func send(_ opcode: WebSocketOpcode, _ bytes: ByteBuffer) {
    context?.writeAndFlush(
      Self.wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: bytes)), promise: nil)
  }

  /// Says why, behind what is on its way, and ends the connection.
  private func close(_ code: WebSocketErrorCode, _ reason: String, seconds: Double = 1) {
    guard !isClosing else { return }
    isClosing = true
    desk.hub.leave(subscriber)
    var bytes = ByteBuffer()
    bytes.write(webSocketErrorCode: code)
    bytes.writeString(reason)
    send(.connectionClose, bytes)
    connection.end(seconds: seconds)
  }
}
