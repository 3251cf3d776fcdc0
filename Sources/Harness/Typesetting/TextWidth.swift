/// Text as a terminal or a plain table shows it: measured in columns, cut in the middle, cleaned of what would break a line.
package enum TextWidth {
  /// Columns that the text takes: two for wide East Asian characters and emoji, one for the rest.
  package static func columns(_ text: String) -> Int { text.reduce(0) { $0 + columns($1) } }

  /// The text in at most `limit` columns, with `…` in place of its middle where it is longer.
  package static func shortened(_ text: String, to limit: Int) -> String {
    guard columns(text) > limit else { return text }
    guard limit > 1 else { return limit == 1 ? "…" : "" }
    // The end tells sizes and variants apart, so it keeps the larger half.
    let head = prefix(text, columns: (limit - 1) / 2)
    let tail = String(prefix(String(text.reversed()), columns: limit - 1 - columns(head)).reversed())
    return head + "…" + tail
  }

  package static func padded(_ text: String, to width: Int, rightAligned: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - columns(text)))
    return rightAligned ? space + text : text + space
  }

  /// The text on one line: line breaks, tabs and terminal control codes become `·`.
  package static func clean(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "·" : $0 }))
  }

  /// Stands for a space at which no line is broken, as between a number and its unit.
  package static func unbroken(_ text: String) -> String { text.replacing(" ", with: "\u{A0}") }

  /// The text's words on lines of at most `width` columns; lines after the first start with `indent`.
  package static func wrapped(_ text: String, width: Int, indent: String = "") -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let fitting = shortened(String(word), to: width - indent.count)
      if line.isEmpty {
        line = (lines.isEmpty ? "" : indent) + fitting
      } else if columns(line) + 1 + columns(fitting) <= width {
        line += " " + fitting
      } else {
        lines.append(line)
        line = indent + fitting
      }
    }
    return (lines + (line.isEmpty ? [] : [line])).map { $0.replacing("\u{A0}", with: " ") }
  }

  private static func prefix(_ text: String, columns limit: Int) -> String {
    var taken = 0
    var result = ""
    for character in text {
      taken += columns(character)
      guard taken <= limit else { break }
      result.append(character)
    }
    return result
  }

  private static func columns(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first, scalar.value >= 0x300 else { return 1 }
    if scalar.properties.generalCategory == .nonspacingMark || scalar.properties.generalCategory == .format { return 0 }
    if scalar.properties.isEmojiPresentation { return 2 }
    let wide: [ClosedRange<UInt32>] = [
      0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x20000...0x3FFFD,
    ]
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
    // Marks that turn the direction of writing could make a name read as another.
    case .format: scalar.value != 0x200D
    default: false
    }
  }
}
