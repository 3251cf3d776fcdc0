extension Rule {
  static let wordRules = [
    Rule(
      name: "no folder, module or file is named after nothing",
      findings: { tree in
        (tree.swift(under: "Sources") + tree.swift(under: "Tests")).filter { file in
          (file.folder + "/" + file.stem).contains(
            #/(?:Utils|Utilit(?:y|ies)|Common|Helpers?|Managers?|Misc)(?![a-z])/#)
        }.map { Finding(path: $0.path, message: "name the idea; Utils, Common, Helpers and Manager are not one") }
      },
      breaks: [
        SourceTree("Sources/Engine/Utils/A.swift", ""), SourceTree("Sources/A/DateHelpers.swift", ""),
        SourceTree("Sources/A/CacheManager.swift", ""),
      ],
      keeps: [SourceTree("Sources/A/Commonality.swift", ""), SourceTree("Sources/A/SharedMemory.swift", "")]),
    Rule(
      name: "no force unwrap, force cast or force try",
      findings: { tree in
        tree.swift(under: "Sources").flatMap { file in
          file.findings(in: \.code, "stops the process without a reason; use guard, throw or precondition") {
            $0.contains(#/[A-Za-z0-9_)\]}"`]!(?!=)/#)
          }
        }
      },
      breaks: [
        "try! f()", "let a = b!", "let a = b[0]!.c", "f(x as! Int)", "var a: Int!", "print(\"\\(a!)\")",
      ].map { SourceTree("Sources/A.swift", $0 + "\n") },
      keeps: ["if !a, b != c, d!=e { f(\"Oh no!\") }  // try! is wrong", "let a = b ?? !c"].map {
        SourceTree("Sources/A.swift", $0 + "\n")
      }),
    Rule(
      name: "nothing is left to be done later",
      findings: { tree in
        tree.swift(under: "Sources").flatMap { file in
          file.findings(in: \.text, "do it, or write an issue") {
            $0.contains(
              #/\b(?:TODO|FIXME|XXX)\b|fatalError\("(?:not implemented|unimplemented)/#.wordBoundaryKind(.simple))
          }
        }
      },
      breaks: [
        "// TODO: later", "// FIXME", "f()  // XXX slow", "fatalError(\"TODO\")", "fatalError(\"unimplemented\")",
      ].map {
        SourceTree("Sources/A.swift", $0 + "\n")
      },
      keeps: [SourceTree("Sources/A.swift", "import CTickmarkXXHash  // done\n")]),
    Rule(
      name: "no file knows a path of somebody's machine",
      findings: { tree in
        tree.files.flatMap { file in
          file.findings(in: \.text, "a path that only one machine has") {
            $0.contains("/") && $0.contains(#/(?:^|[^A-Za-z0-9_.:~\/-])\/(?:work|root|home|Users)\//#)
          }
        }
      },
      // In pieces, since this file is read too.
      breaks: ["root", "work", "home"].map { SourceTree("README.md", "see /" + $0 + "/project\n") },
      keeps: [SourceTree("README.md", "see https://example.org/work/" + "root/ and frame/work/ and ./home/\n")]),
  ]
}
