import CTickmarkXXHash
import TickmarkMemory

/// 128 bits of XXH3: tells contents apart that nobody has forged.
public struct ContentDigest: Sendable, Hashable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(_ bytes: RawSpan) {
    let hash = bytes.lend { XXH3_128bits($0, $1) }
    self.init(high: hash.high64, low: hash.low64)
  }
}

extension ContentDigest: CustomStringConvertible {
  /// 32 hexadecimal digits.
  public var description: String {
    [high, low].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// From the lowercase digits of `description`; nil for everything else.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
    // "+1", or capitals: another name of the same number.
    if description != text { return nil }
  }
}

/// What a digest is taken of, field by field: a text's length stands before it, so that no two fields run into each other.
public struct DigestFields: Sendable, Hashable {
  private var bytes: [UInt8] = []

  public init() {}

  public mutating func append(_ text: String) {
    append(UInt64(text.utf8.count))
    bytes += text.utf8
  }

  public mutating func append(_ word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
  }

  /// What tells kinds of fields apart.
  public mutating func append(tag: UInt8) { bytes.append(tag) }

  public var digest: ContentDigest { ContentDigest(bytes.span.bytes) }
}
