import NIOCore

/// A request, whole, as its endpoint sees it.
struct Request: Sendable {
  /// What comes after the path's question mark, as it was sent.
  let queryText: Substring
  let body: ByteBuffer

  /// - Throws: where the query is none, or has a name that is not one of these: a misspelt one would be ignored in silence.
  func query(_ names: String...) throws(RequestError) -> Query {
    guard let query = Query(queryText) else {
      throw .badQuery("names and values, each name once, joined by '&', with whole escapes")
    }
    if let other = query.values.keys.sorted().first(where: { !names.contains($0) }) {
      throw .badQuery("'\(other)' is nothing here; there are \(names.joined(separator: ", "))")
    }
    return query
  }
}

/// What comes after a path's question mark: names and values, each name once.
struct Query: Sendable, Equatable {
  private(set) var values: [String: String] = [:]

  /// Nil for what is none: a broken escape, bytes that are no UTF-8, a name twice.
  init?(_ text: some StringProtocol) {
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decoded(parts[0], plusIsSpace: true),
        let value = PercentEncoding.decoded(parts.count > 1 ? parts[1] : "", plusIsSpace: true),
        values.updateValue(value, forKey: name) == nil
      else { return nil }
    }
  }

  subscript(name: String) -> String? { values[name] }
}

/// Source: RFC 3986, section 2.1
enum PercentEncoding {
  /// Nil for a broken escape, and where the bytes are no UTF-8.
  static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    let isPlain = !text.utf8.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") && plusIsSpace }
    if isPlain { return String(text) }
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
