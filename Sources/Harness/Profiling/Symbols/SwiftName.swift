/// A demangled Swift entity, taken apart: `closure #1 (…) -> () in M.Type.method<A>(label: T) -> T`.
struct SwiftName {
  /// Where the outermost context was declared; empty where the name does not say.
  private(set) var module = ""
  /// `Type`, `method(label:)`.
  var components: [String]
  /// `closure #1`, innermost first.
  private(set) var inner: [String] = []

  /// All of it as one reads it: `closure #1 in Type.method(label:)`.
  var text: String { (inner + [components.joined(separator: ".")]).joined(separator: " in ") }

  init(_ text: Substring) {
    let text = Self.bare(text)
    if let generated = Self.generated(text) {
      components = [generated]
      return
    }
    var contexts = Brackets.split(text, at: " in ")
    let outermost = contexts.removeLast()
    inner = contexts.map(Self.innerName)
    components = []
    read(outermost)
  }

  private static func bare(_ text: Substring) -> Substring {
    ["variable initialization expression of ", "static "].reduce(text) {
      $0.hasPrefix($1) ? $0.dropFirst($1.count) : $0
    }
  }

  /// `closure #1 (Swift.Int) -> ()` is `closure #1`; `step #1 (at: Swift.Int) -> ()` is `step(at:)`.
  private static func innerName(_ text: Substring) -> String {
    let words = text.split(separator: " ", maxSplits: 2)
    if words.first == "implicit" { return innerName(text.dropFirst("implicit ".count)) }
    guard words.count >= 2, words[1].hasPrefix("#") else { return SwiftName(text).text }
    if words[0].hasSuffix("closure") { return "\(words[0]) \(words[1])" }
    return String(words[0]) + (words.count == 3 ? labels(of: words[2]) ?? "" : "")
  }

  private mutating func read(_ text: Substring) {
    var rest = Self.bare(text)
    while !rest.isEmpty {
      if rest.first == "(", let close = Brackets.end(of: rest.startIndex, in: rest) {
        let inside = rest[rest.index(after: rest.startIndex)..<close]
        if inside.hasPrefix("extension in ") {
          module = String(inside.dropFirst("extension in ".count))
          rest = rest[rest.index(after: close)...].drop { $0 == ":" }
          // The module of the type is not the one that the function is of.
          if let dot = rest.firstIndex(of: ".") { rest = rest[rest.index(after: dot)...] }
          continue
        }
        // A private name: `(name in _0123…)`.
        guard let name = inside.range(of: " in _").map({ inside[..<$0.lowerBound] }) else { break }
        components.append(String(name))
        rest = rest[rest.index(after: close)...]
      } else {
        let end = Self.endOfComponent(rest)
        components.append(String(rest[..<end]))
        rest = rest[end...]
      }
      if rest.first == "<", let close = Brackets.end(of: rest.startIndex, in: rest) {
        rest = rest[rest.index(after: close)...]
      }
      guard rest.first == "." else { break }
      rest = rest.dropFirst()
    }
    if module.isEmpty, components.count > 1 { module = components.removeFirst() }
    if let labels = Self.labels(of: rest), let last = components.popLast() { components.append(last + labels) }
    if components.isEmpty { components = [String(text)] }
  }

  /// Where a name ends: at the next point or bracket, but an operator may hold both.
  private static func endOfComponent(_ text: Substring) -> Substring.Index {
    for kind in [" infix", " prefix", " postfix"] {
      if let mark = text.range(of: kind),
        text[..<mark.lowerBound].allSatisfy({ !$0.isLetter && $0 != "." && $0 != " " })
      {
        return mark.upperBound
      }
    }
    return text.firstIndex { ".<( ".contains($0) } ?? text.endIndex
  }

  /// `(part: Swift.Int, Swift.Bool) -> ()` is `(part:_:)`; nil where no parameters follow.
  private static func labels(of text: Substring) -> String? {
    var text = text.drop { $0 == " " }
    if text.first == "<", let close = Brackets.end(of: text.startIndex, in: text) {
      text = text[text.index(after: close)...]
    }
    guard text.first == "(", let close = Brackets.end(of: text.startIndex, in: text) else { return nil }
    let inside = text[text.index(after: text.startIndex)..<close]
    guard !inside.isEmpty else { return "()" }
    let labels = Brackets.split(inside, at: ", ").map { parameter -> String in
      let parts = Brackets.split(parameter, at: ": ")
      let isLabel = parts.count > 1 && parts[0].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
      return isLabel ? "\(parts[0]):" : "_:"
    }
    return "(" + labels.joined() + ")"
  }

  /// What the compiler writes by itself: `outlined copy of T`, `type metadata accessor for T`.
  private static func generated(_ text: Substring) -> String? {
    for preposition in [" of ", " for "] {
      guard let mark = text.range(of: preposition) else { continue }
      let words = text[..<mark.lowerBound]
      guard words.first?.isLowercase == true, words.contains(" "),
        words.allSatisfy({ $0.isLetter || " -".contains($0) })
      else { continue }
      var subject = text[mark.upperBound...]
      if let second = subject.range(of: " and conformance ") { subject = subject[..<second.lowerBound] }
      if subject.hasPrefix("type ") { subject = subject.dropFirst("type ".count) }
      return "\(words)\(preposition)\(SwiftName(subject).text)"
    }
    return nil
  }
}
