extension Rule {
  /// What pages say of the code is checked against it: DocC itself only follows links to symbols.
  static let documentationRules = [
    Rule(
      name: "a file or folder that the pages name exists",
      findings: { tree in
        pages(tree).flatMap { page in
          namedPaths(page.text).filter { !exists($0, tree) }.map {
            Finding(path: page.path, message: "names '\($0)', which is not there")
          }
        }
      },
      breaks: [
        page("See `Sources/Suites/Gone.swift`.\n"), page("Run `scripts/gone`.\n"), page("Tests in `Tests/Gone`.\n"),
      ],
      keeps: [page("See `Sources/A/A.swift`, Sources/A, and `scripts/a`. Reports/… are other people's.\n")]),
    Rule(
      name: "a file that the pages quote reads as they say",
      findings: { tree in
        pages(tree).flatMap { page in
          quotations(page.text).filter { !reads($0, in: tree) }.map {
            Finding(path: page.path, message: "quotes \($0.path) with other lines than it has; copy them again")
          }
        }
      },
      breaks: [
        page("```swift\n// Sources/A/A.swift\nlet a = 2\n```\n"),
        page("```swift\n// Sources/A/A.swift\nlet a = 1\nlet c = 3\n```\n"),
        page("```swift\n// Sources/A/A.swift\nlet a = 1\n```\nand\n```swift\n// Sources/A/A.swift\nlet b\n```\n"),
        page("```swift\n// Sources/A/Gone.swift\nlet a = 1\n```\n"),
      ],
      keeps: [
        page("```swift\n// Sources/A/A.swift\nlet a = 1\nlet b = 2\n```\n"),
        page("```swift\n// Sources/A/A.swift\nlet b = 2\nlet c = 3\n```\n"),
        page("```swift\nlet nothing = 1\n```\n"), page("```swift\n// no path\n```\n"),
      ]),
  ]

  private static func pages(_ tree: SourceTree) -> [SourceFile] {
    tree.files.filter { $0.path.contains(".docc/") && $0.name.hasSuffix(".md") }
  }

  private static func namedPaths(_ text: String) -> Set<String> {
    Set(
      text.matches(of: #/\b(?:Sources|Tests|Baselines|scripts|documentation)\/[\w\/.+-]*\w/#).map { String($0.0) })
  }

  private static func exists(_ path: String, _ tree: SourceTree) -> Bool {
    tree.files.contains { $0.path == path || $0.isUnder(path) }
  }

  /// The blocks whose first line is a comment with a file's path, and the lines below it.
  private static func quotations(_ text: String) -> [(path: String, lines: Substring)] {
    text.split(separator: "```swift\n// ", omittingEmptySubsequences: false).dropFirst().compactMap { block in
      guard let path = block.prefix(while: { $0 != "\n" }).wholeMatch(of: #/(?:Sources|Tests)\/\S+/#),
        let end = block.firstRange(of: "```")
      else { return nil }
      return (String(path.0), block[path.0.endIndex..<end.lowerBound])
    }
  }

  private static func reads(_ quotation: (path: String, lines: Substring), in tree: SourceTree) -> Bool {
    // From the end of one line to the end of another: whole lines, also the file's first ones.
    tree.file(quotation.path).map { "\n\($0.text)".contains(quotation.lines) } ?? false
  }

  private static func page(_ text: String) -> SourceTree {
    SourceTree([
      SourceFile("Sources/A/A.docc/Page.md", text), SourceFile("scripts/a", ""),
      SourceFile("Sources/A/A.swift", "let a = 1\nlet b = 2\nlet c = 3\n"),
    ])
  }
}
