import Foundation

/// A TCP connection that sends what it is told, right or wrong.
final class RawSocket {
  struct Failed: Error {
    let what: String
    let code = errno
  }

  private let descriptor: Int32
  private var received: [UInt8] = []
  private(set) var isClosed = false

  /// - Parameter receiveBytes: how much the system buffers of what is not read.
  init(port: Int, receiveBytes: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failed(what: "socket") }
    if var receiveBytes {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBytes, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else {
      close()
      throw Failed(what: "connect")
    }
  }

  deinit { close() }

  func close() {
    if !isClosed { Glibc.close(descriptor) }
    isClosed = true
  }

  /// False where the other side takes no more.
  @discardableResult func send(_ bytes: some Sequence<UInt8>) -> Bool {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  @discardableResult func send(_ text: String) -> Bool { send(text.utf8) }

  /// Waits for more; false at the end, an error, or where nothing comes in time.
  private func fill(seconds: Double) -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard Glibc.poll(&poll, 1, Int32(seconds * 1_000)) == 1 else { return false }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return false }
    received += bytes[..<count]
    return true
  }

  /// Everything until the other side closes, or nothing comes for so long.
  func rest(seconds: Double = 20) -> [UInt8] {
    while fill(seconds: seconds) {}
    defer { received = [] }
    return received
  }

  /// So many bytes; nil where they do not come.
  func take(_ count: Int, seconds: Double = 20) -> [UInt8]? {
    while received.count < count { guard fill(seconds: seconds) else { return nil } }
    defer { received.removeFirst(count) }
    return Array(received[..<count])
  }

  /// Up to and with an empty line.
  func head(seconds: Double = 20) -> String? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = received.firstRange(of: end) {
        return take(range.upperBound).map { String(decoding: $0, as: UTF8.self) }
      }
      guard fill(seconds: seconds) else { return nil }
    }
  }

  /// One answer of HTTP: status and body.
  func response(seconds: Double = 20, hasBody: Bool = true) -> (status: Int, body: String)? {
    guard let head = head(seconds: seconds), let status = Int(head.split(separator: " ")[1]) else { return nil }
    let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
      .flatMap { Int($0.dropFirst(16)) }
    guard hasBody, let length else { return (status, "") }
    return take(length, seconds: seconds).map { (status, String(decoding: $0, as: UTF8.self)) }
  }

  // MARK: WebSocket

  /// A connection of which the upgrade was agreed on.
  static func stream(port: Int, query: String = "", receiveBytes: Int32? = nil) throws -> RawSocket {
    let socket = try RawSocket(port: port, receiveBytes: receiveBytes)
    socket.send(
      "GET /v1/stream\(query) HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    guard let head = socket.head(), head.hasPrefix("HTTP/1.1 101 ") else { throw Failed(what: "upgrade") }
    // RFC 6455, section 1.3: what this key is answered with.
    guard head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") else { throw Failed(what: "key") }
    return socket
  }

  /// A frame, by its first byte: 0x81 is a whole text.
  @discardableResult func frame(_ first: UInt8, _ payload: some Collection<UInt8>, isMasked: Bool = true) -> Bool {
    let mask: [UInt8] = [1, 2, 3, 4]
    var bytes: [UInt8] = [first]
    let flag: UInt8 = isMasked ? 0x80 : 0
    if payload.count < 126 {
      bytes.append(flag | UInt8(payload.count))
    } else if payload.count < 65_536 {
      bytes += [flag | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
    } else {
      bytes += [flag | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
    }
    if isMasked { bytes += mask }
    bytes += payload.enumerated().map { isMasked ? $0.element ^ mask[$0.offset % 4] : $0.element }
    return send(bytes)
  }

  @discardableResult func command(_ text: String) -> Bool { frame(0x81, Array(text.utf8)) }

  /// The next frame; nil at the end.
  func nextFrame(seconds: Double = 20) -> (first: UInt8, payload: [UInt8])? {
    guard let head = take(2, seconds: seconds) else { return nil }
    var length = Int(head[1])
    if length >= 126 {
      guard let more = take(length == 126 ? 2 : 8, seconds: seconds) else { return nil }
      length = more.reduce(0) { $0 << 8 | Int($1) }
    }
    return take(length, seconds: seconds).map { (head[0], $0) }
  }

  /// The next text message that has a key, as JSON; other frames before it are passed over.
  func message(with key: String, seconds: Double = 20) -> [String: Any]? {
    while let frame = nextFrame(seconds: seconds) {
      guard frame.first == 0x81,
        let object = try? JSONSerialization.jsonObject(with: Data(frame.payload)) as? [String: Any], object[key] != nil
      else { continue }
      return object
    }
    return nil
  }

  /// The code with which the other side closes; nil where it ends without one.
  func closeCode(seconds: Double = 20) -> Int? {
    while let frame = nextFrame(seconds: seconds) {
      if frame.first == 0x88 { return frame.payload.prefix(2).reduce(0) { $0 << 8 | Int($1) } }
    }
    return nil
  }
}
