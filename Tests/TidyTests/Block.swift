/// What stands between two braces: a type's body, or code (a function, an accessor, a closure, a branch).
struct Block: Equatable {
  /// The line of the declaring word, or of the brace where there is none; from 1.
  let line: Int
  let lineCount: Int
  let isType: Bool

  /// Every block of a text whose comments and strings are blank, inner ones first; nil where braces do not match.
  static func all(in code: String) -> [Block]? {
    var finder = BlockFinder()
    for byte in code.utf8 { finder.read(byte) }
    return finder.open.isEmpty && !finder.closedTooOften ? finder.blocks : nil
  }
}

private struct BlockFinder {
  var blocks: [Block] = []
  var open: [(line: Int, isType: Bool)] = []
  var closedTooOften = false
  private var line = 1
  private var word = ""
  /// After a dot it is a member's name; after `<` it is a value parameter's `let`.
  private var wordDeclaresNothing = false
  private var previous: UInt8 = 0
  /// The last declaring word since the last brace, or semicolon.
  private var declaration: (line: Int, isType: Bool)?

  private static let typeWords: Set = ["class", "struct", "enum", "extension", "protocol", "actor"]
  private static let codeWords: Set = ["func", "init", "deinit", "subscript", "var", "let"]

  mutating func read(_ byte: UInt8) {
    if byte.isPartOfName {
      if word.isEmpty { wordDeclaresNothing = previous == UInt8(ascii: ".") || previous == UInt8(ascii: "<") }
      word.unicodeScalars.append(UnicodeScalar(byte))
    } else {
      endWord()
      switch byte {
      case UInt8(ascii: "{"):
        open.append(declaration ?? (line, false))
        declaration = nil
      case UInt8(ascii: "}"):
        close()
      case UInt8(ascii: ";"): declaration = nil
      case UInt8(ascii: "\n"): line += 1
      default: break
      }
    }
    previous = byte
  }

  private mutating func endWord() {
    defer { word = "" }
    guard !wordDeclaresNothing else { return }
    if Self.codeWords.contains(word) {
      declaration = (line, false)
    } else if Self.typeWords.contains(word) {
      declaration = (line, true)
    }
  }

  private mutating func close() {
    declaration = nil
    guard let block = open.popLast() else {
      closedTooOften = true
      return
    }
    blocks.append(Block(line: block.line, lineCount: line - block.line + 1, isType: block.isType))
  }
}
