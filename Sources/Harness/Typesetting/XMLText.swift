/// Text within XML, in elements and attributes alike.
package enum XMLText {
  /// On one line; what XML 1.0 cannot hold, even escaped, becomes a stand-in.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in TextWidth.clean(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
