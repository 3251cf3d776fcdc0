/// A demangled C++ function without template arguments, parameters and result: `void a::b<int>::c(int) const` is `a::b::c`.
enum CXXName {
  static func short(_ name: String) -> String {
    var text = Substring(name)
    var short = ""
    while let character = text.first {
      if text.hasPrefix("operator"), !(short.last.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false) {
        let end = endOfOperator(text)
        short += text[..<end]
        text = text[end...]
      } else if text.hasPrefix("(anonymous namespace)") {
        short += "(anonymous)"
        text = text.dropFirst("(anonymous namespace)".count)
      } else if character == "{", let close = Brackets.end(of: text.startIndex, in: text) {
        // A lambda tells its parameters.
        short += text[...close]
        text = text[text.index(after: close)...]
      } else if character == "<", let close = Brackets.end(of: text.startIndex, in: text) {
        text = text[text.index(after: close)...]
      } else if character == "(" {
        // A function within another one: its own name follows the other's parameters.
        guard let close = Brackets.end(of: text.startIndex, in: text) else { break }
        let after = text[text.index(after: close)...]
        guard let scope = ["::", " const::"].first(where: after.hasPrefix) else { break }
        short += "::"
        text = after.dropFirst(scope.count)
      } else if character == " " {
        text = text.dropFirst()
        // What stood before is a result, or the target of a conversion follows; `operator<< <int>` goes on.
        if text.first != "<" { short = short.hasSuffix("operator") ? short + " " : "" }
      } else {
        short.append(character)
        text = text.dropFirst()
      }
    }
    return short.isEmpty ? name : short
  }

  /// After `operator<<`, `operator()`, `operator->`, `operator new[]`.
  private static func endOfOperator(_ text: Substring) -> Substring.Index {
    var end = text.index(text.startIndex, offsetBy: "operator".count)
    if text[end...].hasPrefix("()") { return text.index(end, offsetBy: 2) }
    while end < text.endIndex, "<>=!+-*/%^&|~,[]".contains(text[end]) { end = text.index(after: end) }
    return end
  }
}
