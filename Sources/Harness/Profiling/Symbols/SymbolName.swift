/// The name of a function as a reader wants it: type, function and labels, without what the compiler has added.
///
///     function signature specialization <Arg[1] = Exploded> of static M.Reader.(line in _AF6C…)(at: Swift.Int) -> ()
///     → Reader.line(at:)
///
/// Specialisations and merged bodies of a function are that function. Modules, generic arguments, types of parameters and
/// results, and the marks of private types are left out.
struct SymbolName: Hashable, Sendable {
  let text: String
  /// Only passes the call on (a forwarder, a thunk, a witness): left out of a stack where it says nothing of its own.
  let isGlue: Bool
  /// Whether the harness calls bodies, or is at work between them.
  let harness: Harness?

  enum Harness: Sendable { case caller, other }

  init(symbol: String) {
    // `name@plt` leads to a function of another file, `name@@VERSION` is one of several.
    let symbol = symbol.split(separator: "@", maxSplits: 1).first.map(String.init) ?? symbol
    if let demangled = Demangling.text(of: symbol) {
      self.init(demangled: demangled, isSwift: !symbol.hasPrefix("_Z"))
    } else {
      self.init(text: Self.plain(symbol), isGlue: false, harness: nil)
    }
  }

  private init(text: String, isGlue: Bool, harness: Harness?) {
    // A folded stack has `;` between its frames, and a frame stands on one line.
    self.text = text.replacing(";", with: ":").replacing("\n", with: " ")
    self.isGlue = isGlue
    self.harness = harness
  }

  init(demangled: String, isSwift: Bool) {
    guard isSwift else {
      self.init(text: CXXName.short(demangled), isGlue: false, harness: nil)
      return
    }
    var rest = Substring(demangled)
    var isGlue = false
    if let end = rest.range(of: " with unmangled suffix ") { rest = rest[..<end.lowerBound] }
    while let prefix = Self.dropAddition(&rest) { isGlue = isGlue || prefix == .glue }
    if rest.hasPrefix("reabstraction thunk") {
      self.init(text: "reabstraction thunk", isGlue: true, harness: nil)
      return
    }
    var name = SwiftName(rest)
    if let witness = Self.witness(rest) {
      name = witness
      isGlue = true
    }
    self.init(text: name.text, isGlue: isGlue, harness: Self.harness(name))
  }

  private enum Addition { case plain, glue }

  /// Takes one word of the compiler from the front: what kind it was, or nil where none is left.
  private static func dropAddition(_ text: inout Substring) -> Addition? {
    for (word, kind) in [
      ("merged ", Addition.plain), ("partial apply forwarder for ", .glue), ("dispatch thunk of ", .glue),
      ("static ", .plain),
    ] where text.hasPrefix(word) {
      text = text.dropFirst(word.count)
      return kind
    }
    // `(2) await resume partial function for f() async`
    if text.hasPrefix("("), let mark = text.range(of: " resume partial function for "),
      text[..<mark.lowerBound].dropFirst().allSatisfy({ $0.isNumber || $0.isLetter || $0 == ")" || $0 == " " })
    {
      text = text[mark.upperBound...]
      return .plain
    }
    for word in [
      "generic specialization <", "generic not re-abstracted specialization <", "generic partial specialization <",
      "generic pre-specialization <", "function signature specialization <", "inlined generic function <",
    ] where text.hasPrefix(word) {
      let open = text.index(text.startIndex, offsetBy: word.count - 1)
      // The description of a closure that was put in opens a bracket and never closes it.
      let close = Brackets.end(of: open, in: text) ?? text.range(of: "]> of ").map { text.index(after: $0.lowerBound) }
      guard let close, case let after = text[text.index(after: close)...], after.hasPrefix(" of ") else { return nil }
      text = after.dropFirst(" of ".count)
      return .plain
    }
    return nil
  }

  /// `protocol witness for P.f() in conformance T : P in M` is `T.f()`.
  private static func witness(_ text: Substring) -> SwiftName? {
    let opening = "protocol witness for "
    guard text.hasPrefix(opening), let mark = text.range(of: " in conformance ") else { return nil }
    var name = SwiftName(text[text.index(text.startIndex, offsetBy: opening.count)..<mark.lowerBound])
    var type = text[mark.upperBound...]
    if let end = type.range(of: " : ") { type = type[..<end.lowerBound] }
    let isAccessor = name.components.last.map { ["getter", "setter", "modify", "read"].contains($0) } ?? false
    name.components = SwiftName(type).components + name.components.suffix(isAccessor ? 2 : 1)
    return name
  }

  private static func harness(_ name: SwiftName) -> Harness? {
    guard name.module == "TickmarkMeasurement", let first = name.components.first else { return nil }
    // Bodies are closures that a loop within `Variant.init` calls.
    if first == "measuredCall(_:)" || (first == "Variant" && name.components.last?.hasPrefix("init(") == true) {
      return .caller
    }
    return ["SliceServer", "SystemStopwatch", "Clock", "SingleCall", "HeapCall"].contains(first) ? .other : nil
  }

  /// A symbol of C without the words that an optimiser appends.
  private static func plain(_ symbol: String) -> String {
    var name = symbol
    while let dot = name.lastIndex(of: "."), dot != name.startIndex {
      let ending = name[name.index(after: dot)...]
      let isMark = ["constprop", "isra", "part", "cold", "llvm", "lto_priv"].contains(String(ending))
      guard isMark || (!ending.isEmpty && ending.allSatisfy(\.isNumber)) else { break }
      name = String(name[..<dot])
    }
    return name
  }
}
