/// Brackets within names of functions, where `->`, `<` and `>` may be no brackets at all.
enum Brackets {
  private static let closing: [Character: Character] = ["(": ")", "[": "]", "<": ">", "{": "}"]

  /// Where the bracket closes that opens at `start`; nil where it does not.
  static func end(of start: Substring.Index, in text: Substring) -> Substring.Index? {
    var open: [Character] = []
    var place = start
    while place < text.endIndex {
      let character = text[place]
      if let end = closing[character] {
        open.append(end)
      } else if character == open.last, !isArrow(place, in: text) {
        open.removeLast()
        if open.isEmpty { return place }
      }
      place = text.index(after: place)
    }
    return nil
  }

  /// The parts of the text between separators that stand in no bracket.
  static func split(_ text: Substring, at separator: String) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var place = start
    while place < text.endIndex {
      if closing[text[place]] != nil, let end = end(of: place, in: text) {
        place = text.index(after: end)
      } else if text[place...].hasPrefix(separator) {
        parts.append(text[start..<place])
        place = text.index(place, offsetBy: separator.count)
        start = place
      } else {
        place = text.index(after: place)
      }
    }
    return parts + [text[start...]]
  }

  private static func isArrow(_ place: Substring.Index, in text: Substring) -> Bool {
    text[place] == ">" && place > text.startIndex && text[text.index(before: place)] == "-"
  }
}
