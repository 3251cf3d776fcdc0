import Foundation

/// Where a text stops being JSON: Foundation's reader says only that it does.
struct JSONFlaw: Equatable {
  let line: Int
  let column: Int
  let problem: String

  /// The first flaw of the structure; nil where there is none that this finds.
  ///
  /// - Complexity: O(bytes).
  init?(in data: Data) {
    var scan = Scan(bytes: Array(data))
    guard let (index, problem) = scan.flaw() else { return nil }
    let before = scan.bytes[..<index]
    line = before.count { $0 == UInt8(ascii: "\n") } + 1
    column = index - (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1)
    self.problem = problem
  }
}

private struct Scan {
  /// What may come next.
  private enum Next { case value, firstValue, key, firstKey, colon, separator, nothing }

  let bytes: [UInt8]
  private var index = 0
  private var open: [UInt8] = []
  private var next = Next.value

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func flaw() -> (index: Int, problem: String)? {
    while index < bytes.count {
      let start = index
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): continue
      case UInt8(ascii: "\""):
        guard skipString() else { return (bytes.count, "it ends there, within a text") }
        if !take(asKey: true) { return (start, "a text is not expected there") }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard next == .value || next == .firstValue else { return (start, "a list or object is not expected there") }
        open.append(byte)
        next = byte == UInt8(ascii: "{") ? .firstKey : .firstValue
      case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ":"):
        if !punctuate(byte) { return (start, "'\(Character(UnicodeScalar(byte)))' is not expected there") }
      default:
        if !skipWord(from: start) || !take(asKey: false) { return (start, "no value begins like that") }
      }
    }
    return next == .nothing ? nil : (bytes.count, "it ends there, in the middle")
  }

  /// Moves behind the closing quote.
  private mutating func skipString() -> Bool {
    while index < bytes.count {
      let byte = bytes[index]
      index += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return true }
    }
    return false
  }

  /// A number, `true`, `false`, `null`.
  private mutating func skipWord(from start: Int) -> Bool {
    while index < bytes.count, !" \t\r\n,:]}[{\"".utf8.contains(bytes[index]) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    return ["true", "false", "null"].contains(word) || Double(word) != nil
  }

  /// Whether a value, or a text as a key, may stand here.
  private mutating func take(asKey isText: Bool) -> Bool {
    switch next {
    case .value, .firstValue: next = open.isEmpty ? .nothing : .separator
    case .key, .firstKey:
      if !isText { return false }
      next = .colon
    case .colon, .separator, .nothing: return false
    }
    return true
  }

  private mutating func punctuate(_ byte: UInt8) -> Bool {
    let isObject = open.last == UInt8(ascii: "{")
    switch (byte, next) {
    case (UInt8(ascii: ":"), .colon): next = .value
    case (UInt8(ascii: ","), .separator): next = isObject ? .key : .value
    case (UInt8(ascii: "}"), .separator) where isObject, (UInt8(ascii: "}"), .firstKey),
      (UInt8(ascii: "]"), .separator) where !isObject, (UInt8(ascii: "]"), .firstValue):
      open.removeLast()
      next = open.isEmpty ? .nothing : .separator
    default: return false
    }
    return true
  }
}
