/// Takes a command line apart without a shell: words between spaces, quotes and backslashes as the POSIX shell has them.
///
/// `'…'` holds everything as it is; in `"…"` a backslash frees `"`, `\`, `$` and a backtick; outside it frees any character.
/// Nothing is expanded: `$HOME`, `*` and `|` are themselves.
public enum CommandWords {
  public enum Flaw: Error, Equatable, Sendable {
    case empty
    /// The quote that opens at this character, counted from 1, never closes.
    case openQuote(at: Int)
    case trailingBackslash
  }

  public static func split(_ text: String) throws(Flaw) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: (mark: Character, at: Int)?
    var isEscaped = false
    for (place, character) in text.enumerated() {
      if isEscaped {
        // Within double quotes a backslash before anything else is itself.
        if quote?.mark == "\"", !"\"\\$`".contains(character) { word = (word ?? "") + "\\" }
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote?.mark != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open.mark { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = (character, place + 1)
        word = word ?? ""
      } else if character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let quote { throw .openQuote(at: quote.at) }
    if isEscaped { throw .trailingBackslash }
    if let done = word { words.append(done) }
    if words.isEmpty { throw .empty }
    return words
  }
}
