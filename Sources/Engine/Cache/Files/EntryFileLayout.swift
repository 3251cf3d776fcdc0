import TickmarkFrames
import TickmarkMemory

/// How an entry lies in its file. All integers are little-endian.
///
///     0   magic "TICKCACH"          40  made, nanoseconds since 1970
///     8   version, UInt32           48  expires, nanoseconds since 1970
///     12  kind of value, UInt32     56  XXH3-64 of the payload
///     16  key, high and low         64  zero
///     32  bytes of the payload      120 XXH3-64 of bytes 0..<120
///     128 payload
///
/// Every byte is under one of the two hashes, so that none can change unnoticed.
enum EntryFileLayout {
  static let magic = Array("TICKCACH".utf8)
  static let version: UInt32 = 1
  static let headBytes = 128
  private static let hashedBytes = 120

  struct Head: Equatable {
    var kind: UInt32
    var key: CacheKey
    var payloadBytes: Int
    var made: Int64
    var expires: Int64
    var payloadHash: UInt64
  }

  static func bytes(of head: Head) -> [UInt8] {
    var bytes = magic
    append(version, to: &bytes)
    append(head.kind, to: &bytes)
    append(head.key.high, to: &bytes)
    append(head.key.low, to: &bytes)
    append(UInt64(head.payloadBytes), to: &bytes)
    append(UInt64(bitPattern: head.made), to: &bytes)
    append(UInt64(bitPattern: head.expires), to: &bytes)
    append(head.payloadHash, to: &bytes)
    bytes += [UInt8](repeating: 0, count: hashedBytes - bytes.count)
    append(ContentHash.xxh3(bytes.span.bytes), to: &bytes)
    return bytes
  }

  /// The head of a file whose bytes are all as they were written; nil for any other file.
  static func head(of file: MappedFile) -> Head? {
    guard file.count >= headBytes, magic.indices.allSatisfy({ file.bytes[$0] == magic[$0] }),
      ContentHash.xxh3(file.bytes.extracting(first: hashedBytes).bytes) == word(file, at: hashedBytes),
      word(file, at: 8) & 0xFFFF_FFFF == UInt64(version),
      word(file, at: 32) == UInt64(file.count - headBytes),
      ContentHash.xxh3(file.bytes.extracting(droppingFirst: headBytes).bytes) == word(file, at: 56)
    else { return nil }
    return Head(
      kind: UInt32(truncatingIfNeeded: word(file, at: 8) >> 32),
      key: CacheKey(high: word(file, at: 16), low: word(file, at: 24)), payloadBytes: file.count - headBytes,
      made: Int64(bitPattern: word(file, at: 40)), expires: Int64(bitPattern: word(file, at: 48)),
      payloadHash: word(file, at: 56))
  }

  static func word(_ file: MappedFile, at offset: Int) -> UInt64 {
    let bytes = file.bytes
    return (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
  }

  static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for index in 0..<value.bitWidth / 8 { bytes.append(UInt8(truncatingIfNeeded: value >> (index * 8))) }
  }
}
