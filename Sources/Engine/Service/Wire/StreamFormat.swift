import NIOCore

/// How rows are written: as text that a browser reads, or as numbers in place.
public enum StreamFormat: String, Sendable, CaseIterable {
  case json, binary

  /// A WebSocket frame as it goes over the wire: a server's frames are not masked, so that one buffer serves all subscribers.
  func frame(_ kind: FrameKind, _ rows: [UpdateRow], names: [String]) -> ByteBuffer {
    switch self {
    case .json: WebSocketText.frame { JSONRows.write(kind, rows, names: names, to: &$0) }
    case .binary:
      WebSocketText.frame(isBinary: true, capacity: BinaryRows.bytes(rows)) { BinaryRows.write(kind, rows, to: &$0) }
    }
  }
}

/// WebSocket frames with their header, for messages that many receive.
///
/// Source: RFC 6455, section 5.2
enum WebSocketText {
  /// The longest header of a frame that is not masked.
  private static let headBytes = 10

  static func frame(
    isBinary: Bool = false, capacity: Int = 512, _ write: (inout ByteBuffer) -> Void
  ) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: capacity + headBytes)
    buffer.moveWriterIndex(to: headBytes)
    buffer.moveReaderIndex(to: headBytes)
    write(&buffer)
    let length = buffer.readableBytes
    let opcode: UInt8 = isBinary ? 0x82 : 0x81
    switch length {
    case 0..<126:
      buffer.moveReaderIndex(to: headBytes - 2)
      buffer.setInteger(opcode, at: headBytes - 2)
      buffer.setInteger(UInt8(length), at: headBytes - 1)
    case 126..<65_536:
      buffer.moveReaderIndex(to: headBytes - 4)
      buffer.setInteger(opcode, at: headBytes - 4)
      buffer.setInteger(126 as UInt8, at: headBytes - 3)
      buffer.setInteger(UInt16(length), at: headBytes - 2)
    default:
      buffer.moveReaderIndex(to: 0)
      buffer.setInteger(opcode, at: 0)
      buffer.setInteger(127 as UInt8, at: 1)
      buffer.setInteger(UInt64(length), at: 2)
    }
    return buffer
  }

  static func frame(text: String) -> ByteBuffer {
    frame(capacity: text.utf8.count) { $0.writeString(text) }
  }
}
