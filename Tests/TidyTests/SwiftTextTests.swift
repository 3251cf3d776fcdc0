import Testing

@Suite struct SwiftTextTests {
  /// Source, and what is left of it as code; blanks at the end left out.
  static let cases: [(source: String, code: String)] = [
    ("a // b", "a"),
    ("a /* b /* c */ d */ e", "a                   e"),
    ("a \"b { // c\" d", "a \"        \" d"),
    (#"a "b \" c" d"#, #"a "      " d"#),
    (#"a "b\\" d"#, #"a "   " d"#),
    (#"a "b \(c + "d") e" f"#, #"a "  \(c + " ")  " f"#),
    (#"a "\((b) + c)" d"#, #"a "\((b) + c)" d"#),
    ("#\"a \\(b) \" \\#(c)\"# d", "#\"         \\#(c)\"# d"),
    ("\"\"\"\na \" b {\n\"\"\" c", "\"\"\"\n\n\"\"\" c"),
    ("#/a \" \\/ {/# b", "#/        /# b"),
    ("let `a \"b\" {` = 1", "let `a  b   ` = 1"),
    ("let a = \"unfinished\nlet b = {", "let a = \"\nlet b = {"),
    ("#if DEBUG\na / b / c\n#endif", "#if DEBUG\na / b / c\n#endif"),
  ]

  @Test(arguments: cases.indices) func `only code is left`(index: Int) {
    let (source, expected) = Self.cases[index]
    let code = SwiftText(source).code
    #expect(trimmed(code) == trimmed(expected))
    #expect(code.utf8.count == source.utf8.count, "lines and columns stay where they are")
  }

  @Test func `without comments strings are still there`() {
    #expect(trimmed(SwiftText("f(\"a // b\") // c").uncommented) == "f(\"a // b\")")
  }

  /// The scanner on all that there is: every brace of every file finds its partner.
  @Test func `every file of the project has matching braces`() {
    let broken = SourceTree.project.files.filter { $0.isSwift && Block.all(in: $0.code) == nil }.map(\.path)
    #expect(broken.isEmpty)
  }

  private func trimmed(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}

@Suite struct BlockTests {
  @Test func `blocks know their first line, their length and their kind`() {
    let code = "struct S {\n  var a: Int {\n    1\n  }\n\n  func f(\n    a: Int\n  ) {\n    if a {}\n  }\n}\n"
    #expect(
      Block.all(in: code) == [
        Block(line: 2, lineCount: 3, isType: false), Block(line: 9, lineCount: 1, isType: false),
        Block(line: 6, lineCount: 5, isType: false), Block(line: 1, lineCount: 11, isType: true),
      ])
  }

  @Test func `a class function is a function, and a member called init declares nothing`() {
    #expect(Block.all(in: "class func f() {}") == [Block(line: 1, lineCount: 1, isType: false)])
    #expect(Block.all(in: "struct S\n= a.init {}") == [Block(line: 1, lineCount: 2, isType: true)])
  }

  @Test(arguments: ["{", "}", "}{", "{{}"]) func `braces that do not match are no blocks`(code: String) {
    #expect(Block.all(in: code) == nil)
  }
}
