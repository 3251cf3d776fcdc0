import TickmarkFrames

/// What a cached value follows from: two requests share a value only where all of this is equal.
///
/// 128 bits of XXH3 over the operation, its variant, the parameters by name, the data set's hash and the program, each with
/// its length before it, so that no two fields can run into each other. The digest is taken once, when the key is made; a
/// look-up compares two words.
public struct CacheKey: Sendable, Hashable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// - Parameters:
  ///   - dataset: a hash of the data that is read, such as `ContentHash.sha256`: other data, another key.
  ///   - program: what tells this program's results from another version's; needed where values outlive the process.
  public init(
    operation: String, variant: String, parameters: [String: CacheParameter] = [:], dataset: String,
    program: String = ""
  ) {
    var fields = DigestFields()
    for text in [operation, variant, dataset, program] { fields.append(text) }
    for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
      fields.append(name)
      value.append(to: &fields)
    }
    let digest = fields.digest
    self.init(high: digest.high, low: digest.low)
  }

  @inlinable public static func == (a: CacheKey, b: CacheKey) -> Bool { a.high == b.high && a.low == b.low }
}

/// One parameter's value. An integer, a number and a text are never equal, whatever they look like.
public enum CacheParameter: Sendable, Hashable {
  case integer(Int)
  /// -0 is 0, and every NaN is one.
  case number(Double)
  case text(String)

  fileprivate func append(to fields: inout DigestFields) {
    switch self {
    case .integer(let value):
      fields.append(tag: 1)
      fields.append(UInt64(bitPattern: Int64(value)))
    case .number(let value):
      fields.append(tag: 2)
      fields.append(value.isNaN ? Double.nan.bitPattern : (value + 0).bitPattern)
    case .text(let value):
      fields.append(tag: 3)
      fields.append(value)
    }
  }
}

extension CacheKey: CustomStringConvertible {
  /// 32 hexadecimal digits.
  public var description: String { ContentDigest(high: high, low: low).description }

  /// From the digits of `description`; nil for everything else.
  public init?(_ text: some StringProtocol) {
    guard let digest = ContentDigest(text) else { return nil }
    self.init(high: digest.high, low: digest.low)
  }
}
