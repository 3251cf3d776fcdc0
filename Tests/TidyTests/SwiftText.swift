/// Swift source with everything blanked that is not code, so that a rule can look for words and braces by plain search.
///
/// Knows line comments, nested block comments, strings of one and of several lines, raw strings, interpolations (whose
/// insides are code again), extended regex literals `#/…/#` and names in backticks. Does not know bare regex literals: a
/// quote or a brace in one would confuse it, which the rule on balanced braces reports.
struct SwiftText {
  /// Comments and the insides of strings are blanks.
  let code: String
  /// Comments are blanks, strings are kept.
  let uncommented: String

  init(_ source: String) {
    var scanner = Scanner(source: Array(source.utf8))
    scanner.run()
    code = String(decoding: scanner.code, as: UTF8.self)
    uncommented = String(decoding: scanner.uncommented, as: UTF8.self)
  }
}

private struct Scanner {
  enum Mode {
    /// Code; within an interpolation, `parentheses` counts those that are open in it.
    case code(parentheses: Int)
    case string(hashes: Int, quotes: Int)
    case regex(hashes: Int)
  }

  let source: [UInt8]
  var position = 0
  var modes: [Mode] = [.code(parentheses: 0)]
  var code: [UInt8] = []
  var uncommented: [UInt8] = []

  init(source: [UInt8]) { self.source = source }

  mutating func run() {
    while position < source.count {
      switch modes.last {
      case .string(let hashes, let quotes): stepInString(hashes: hashes, quotes: quotes)
      case .regex(let hashes): stepInRegex(hashes: hashes)
      case .code(let parentheses): stepInCode(parentheses: parentheses)
      case nil: return
      }
    }
  }

  private mutating func stepInCode(parentheses: Int) {
    if matches("//") {
      while position < source.count, source[position] != UInt8(ascii: "\n") { take(code: false, text: false) }
    } else if matches("/*") {
      skipBlockComment()
    } else if let (hashes, opening) = literalStart() {
      let quotes = opening == UInt8(ascii: "/") ? 0 : matches("\"\"\"", at: position + hashes) ? 3 : 1
      take(hashes + max(quotes, 1))
      modes.append(quotes == 0 ? .regex(hashes: hashes) : .string(hashes: hashes, quotes: quotes))
    } else if matches("`") {
      takeQuotedName()
    } else {
      let inInterpolation = modes.count > 1
      if inInterpolation, matches("(") {
        modes[modes.count - 1] = .code(parentheses: parentheses + 1)
      } else if inInterpolation, matches(")") {
        if parentheses == 0 { modes.removeLast() } else { modes[modes.count - 1] = .code(parentheses: parentheses - 1) }
      }
      take()
    }
  }

  private mutating func stepInString(hashes: Int, quotes: Int) {
    let guardHashes = String(repeating: "#", count: hashes)
    if matches("\\" + guardHashes + "(") {
      take(hashes + 2)
      modes.append(.code(parentheses: 0))
    } else if matches("\\" + guardHashes) {
      take(hashes + 2, code: false)
    } else if matches(String(repeating: "\"", count: quotes) + guardHashes) {
      take(quotes + hashes)
      modes.removeLast()
    } else {
      // A string of one line ends with the line even if its quote is missing, so that one slip does not blank the file.
      if quotes == 1, matches("\n") { modes.removeLast() }
      take(code: false)
    }
  }

  private mutating func stepInRegex(hashes: Int) {
    if matches("\\") {
      take(2, code: false)
    } else if matches("/" + String(repeating: "#", count: hashes)) {
      take(1 + hashes)
      modes.removeLast()
    } else {
      take(code: false)
    }
  }

  /// The hashes before a quote, or before the slash of an extended regex literal.
  private func literalStart() -> (hashes: Int, opening: UInt8)? {
    var end = position
    while end < source.count, source[end] == UInt8(ascii: "#") { end += 1 }
    guard end < source.count else { return nil }
    let opening = source[end]
    let isString = opening == UInt8(ascii: "\"")
    let isRegex = opening == UInt8(ascii: "/") && end > position
    return isString || isRegex ? (end - position, opening) : nil
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      let step = matches("/*") ? 1 : matches("*/") ? -1 : 0
      depth += step
      take(step == 0 ? 1 : 2, code: false, text: false)
    } while depth > 0 && position < source.count
  }

  /// A name in backticks may hold quotes and braces; only its letters are code.
  private mutating func takeQuotedName() {
    take()
    while position < source.count, source[position] != UInt8(ascii: "`") {
      let byte = source[position]
      take(code: byte.isPartOfName)
    }
    take()
  }

  private func matches(_ text: String, at start: Int? = nil) -> Bool {
    let start = start ?? position
    let bytes = text.utf8
    return start + bytes.count <= source.count && source[start..<(start + bytes.count)].elementsEqual(bytes)
  }

  /// Passes `count` bytes on, as themselves or as blanks; lines stay where they are.
  private mutating func take(_ count: Int = 1, code keepCode: Bool = true, text keepText: Bool = true) {
    for _ in 0..<count where position < source.count {
      let byte = source[position]
      let isLineEnd = byte == UInt8(ascii: "\n")
      code.append(keepCode || isLineEnd ? byte : UInt8(ascii: " "))
      uncommented.append(keepText || isLineEnd ? byte : UInt8(ascii: " "))
      position += 1
    }
  }
}

extension UInt8 {
  var isPartOfName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }
}
