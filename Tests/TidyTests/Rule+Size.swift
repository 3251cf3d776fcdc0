extension Rule {
  static let lineLimit = 400
  static let functionLineLimit = 70

  static let sizeRules = [
    Rule(
      name: "a file has at most 400 lines",
      findings: { tree in
        (tree.swift(under: "Sources") + tree.swift(under: "Tests")).compactMap { file in
          let count = file.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().count
          return count > lineLimit
            ? Finding(path: file.path, message: "\(count) lines, over \(lineLimit): which two ideas are these?") : nil
        }
      },
      breaks: [SourceTree("Sources/A.swift", String(repeating: "\n", count: 401))],
      keeps: [SourceTree("Sources/A.swift", String(repeating: "\n", count: 400))]),
    Rule(
      name: "a function, an accessor or a closure has at most 70 lines",
      findings: { tree in (tree.swift(under: "Sources") + tree.swift(under: "Tests")).flatMap(longFunctions) },
      breaks: [
        sample("func f() {", lines: 71), sample("struct S { init() {", "} }", lines: 71),
        sample("let body = Variant(name) { input in", lines: 71), sample("func f() { /* } */ print(\"}\")", lines: 71),
        SourceTree("Sources/A.swift", "struct S {\n"), SourceTree("Sources/A.swift", "struct S {} }\n"),
      ],
      keeps: [
        sample("func f() {", lines: 70), sample("extension S {", lines: 200),
        sample("struct S<let count: Int> {", lines: 200),
        sample("struct S { func f() { print(\"\"\"\n{{\n\"\"\") } ", lines: 90),
      ]),
  ]

  private static func longFunctions(_ file: SourceFile) -> [Finding] {
    guard let blocks = Block.all(in: file.code) else {
      return [
        Finding(path: file.path, message: "braces that do not match, or a literal that the scanner does not know")
      ]
    }
    return blocks.filter { !$0.isType && $0.lineCount > functionLineLimit }.map {
      Finding(
        path: file.path, line: $0.line, message: "\($0.lineCount) lines in one function, over \(functionLineLimit)")
    }
  }

  private static func sample(_ opening: String, _ closing: String = "}", lines: Int) -> SourceTree {
    SourceTree("Sources/A.swift", opening + String(repeating: "\n", count: lines - 1) + closing + "\n")
  }
}
