extension Rule {
  static let suiteRule = Rule(
    name: "every suite stands in the list of all suites",
    findings: { tree in
      let list = tree.file("Sources/Suites/Suites.swift")
      let files = tree.swift(under: "Sources/Suites").filter {
        $0.name != "Suites.swift" && $0.name != "Placeholder.swift"
      }
      guard !files.isEmpty else { return [] }
      guard let list, let listed = listedSuites(list) else {
        return [
          Finding(
            path: "Sources/Suites/Suites.swift", message: "there are suites, and no list 'static let all' of them")
        ]
      }
      return files.flatMap { file in
        declaredSuites(file).filter { !listed.contains($0) }.map {
          Finding(path: file.path, message: "the suite '\($0)' is not in the list of Suites.swift; it would never run")
        }
      }
    },
    breaks: [
      SourceTree("Sources/Suites/Drawdown.swift", suite("drawdown")),
      suites("[.drawdown]", ["drawdown", "frames"]), suites("[]", ["frames"]),
      SourceTree([
        SourceFile("Sources/Suites/Suites.swift", "// static let all = [.a]\n"),
        SourceFile("Sources/Suites/A.swift", suite("a")),
      ]),
    ],
    keeps: [
      suites("[.drawdown, .frames]", ["drawdown", "frames"]), suites("[Suite.a, Suite.b]", ["a", "b"]), SourceTree([]),
    ])

  private static func declaredSuites(_ file: SourceFile) -> [String] {
    file.code.matches(of: #/\bstatic (?:let|var) (\w+)\s*(?::\s*Suite\s*)?[={]\s*Suite\(/#.wordBoundaryKind(.simple))
      .map { String($0.1) }
  }

  private static func listedSuites(_ file: SourceFile) -> Set<String>? {
    file.code.firstMatch(
      of: #/\bstatic (?:let|var) all\b\s*(?::\s*\[Suite\]\s*)?[={]\s*\[([^\]]*)\]/#.wordBoundaryKind(.simple)
    ).map {
      Set($0.1.matches(of: #/\w+/#).map { String($0.0) })
    }
  }

  private static func suite(_ name: String) -> String {
    "extension Suite {\n  static let \(name) = Suite(\n    \"\(name)\") { size in }\n}\n"
  }

  private static func suites(_ list: String, _ names: [String]) -> SourceTree {
    SourceTree(
      [SourceFile("Sources/Suites/Suites.swift", "enum Suites {\n  public static let all: [Suite] = \(list)\n}\n")]
        + names.map { SourceFile("Sources/Suites/\($0).swift", suite($0)) })
  }
}
