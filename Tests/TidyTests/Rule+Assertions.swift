extension Rule {
  static let testRules = [
    Rule(
      name: "every file of tests asserts something",
      findings: { tree in
        tree.swift(under: "Tests").filter { file in
          (file.code.contains("@Test") || file.name.hasSuffix("Tests.swift")) && !file.code.contains("#expect")
            && !file.code.contains("#require")
        }.map { Finding(path: $0.path, message: "neither #expect nor #require: what would make it fail?") }
      },
      breaks: [
        SourceTree("Tests/ATests/ATests.swift", "import Testing\n"),
        SourceTree("Tests/ATests/A.swift", "@Test func runs() { f() }  // #expect(false)\n"),
      ],
      keeps: [
        SourceTree("Tests/ATests/ATests.swift", "@Test func runs() { #expect(f() == 1) }\n"),
        SourceTree("Tests/ATests/Sample.swift", "let sample = 1\n"),
      ]),
    Rule(
      name: "tests are written with Swift Testing, which is all that scripts/test runs",
      findings: { tree in
        tree.swift(under: "Tests").flatMap { file in
          file.findings(in: \.code, "XCTest; scripts/test would not run it") {
            $0.contains(#/\bimport XCTest\b/#.wordBoundaryKind(.simple))
          }
        }
      },
      breaks: [SourceTree("Tests/ATests/ATests.swift", "import XCTest\n")],
      keeps: [SourceTree("Tests/ATests/ATests.swift", "import Testing  // not import XCTest\n")]),
  ]
}
