extension Rule {
  /// File name = symbol name = the name on the command line, so that a forgotten variant is seen: `X.swift` lists
  /// `scalar` and `simd`, and `X+Scalar.swift` and `X+SIMD.swift` beside it declare them.
  static let variantRule = Rule(
    name: "every variant has a file of its name, stands in its operation's list, and has a scalar beside it",
    findings: { tree in
      let files = tree.swift(under: "Sources/Engine")
      let declaring = files.flatMap { file in declaredVariants(file).map { (file: file, name: $0) } }
      return declaring.flatMap { misplaced($0.file, $0.name, tree) }
        + files.flatMap { unlistedOrMissing($0, declaring.map { ($0.file.path, $0.name) }) }
        + files.filter { $0.stem.hasSuffix("+Scalar") && !declaredVariants($0).contains("scalar") }.map {
          Finding(path: $0.path, message: "declares no Variant(\"scalar\")")
        }
    },
    breaks: [
      operation("[scalar]", ["Scalar": "scalar", "SIMD": "simd"]), operation("[scalar, simd]", ["Scalar": "scalar"]),
      operation("[simd]", ["SIMD": "simd"]), operation("[scalar]", ["Scalar": "simd"]),
      operation("[scalar, simd]", ["Scalar": "scalar", "Fast": "simd"]),
      SourceTree("Sources/Engine/A/X+Scalar.swift", "// Variant(\"scalar\") { }\n"),
      SourceTree("Sources/Engine/A/X+Scalar.swift", "Variant(\"scalar\") { }\n"),
    ],
    keeps: [
      operation("[scalar, simd]", ["Scalar": "scalar", "SIMD": "simd"]), operation("[scalar]", ["Scalar": "scalar"]),
      SourceTree("Sources/Engine/A/X+Description.swift", "extension X {}\n"),
    ])

  private static func declaredVariants(_ file: SourceFile) -> [String] {
    file.uncommented.matches(of: #/\bVariant(?:<.*>)?\(\s*"([^"]+)"/#.wordBoundaryKind(.simple)).map { String($0.1) }
  }

  /// The names in `static var variants: … { [scalar, simd] }`; nil where there is no such list.
  private static func listedVariants(_ file: SourceFile) -> [String]? {
    file.code.firstMatch(
      of: #/\bstatic (?:var|let) variants\s*:[^={]*[={]\s*(?:return\s+)?\[([^\]]*)\]/#.wordBoundaryKind(.simple)
    ).map {
      $0.1.matches(of: #/\w+/#).map { String($0.0) }
    }
  }

  private static func misplaced(_ file: SourceFile, _ name: String, _ tree: SourceTree) -> [Finding] {
    let parts = file.stem.split(separator: "+", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[1].lowercased() == name.lowercased() else {
      return [
        Finding(path: file.path, message: "declares the variant '\(name)', which belongs into a file '…+\(name).swift'")
      ]
    }
    let operation = "\(file.folder)/\(parts[0]).swift"
    guard let contract = tree.file(operation), let listed = listedVariants(contract) else {
      return [Finding(path: file.path, message: "its operation \(operation) has no list 'static var variants'")]
    }
    return listed.contains(name) ? [] : [Finding(path: operation, message: "the variant '\(name)' is not in its list")]
  }

  private static func unlistedOrMissing(_ file: SourceFile, _ declared: [(path: String, name: String)]) -> [Finding] {
    guard let listed = listedVariants(file) else { return [] }
    let beside = declared.filter { $0.path.hasPrefix("\(file.folder)/\(file.stem)+") }.map(\.name)
    return Set(listed).union(["scalar"]).subtracting(beside).sorted().map {
      Finding(path: file.path, message: "no file \(file.stem)+… declares the variant '\($0)'")
    }
  }

  private static func operation(_ list: String, _ variants: [String: String]) -> SourceTree {
    let contract = "enum X {\n  static var variants: [Variant<Body<Int>>] { \(list) }\n}\n"
    return SourceTree(
      [SourceFile("Sources/Engine/A/X.swift", contract)]
        + variants.map { SourceFile("Sources/Engine/A/X+\($0.key).swift", "Variant<Body<Int>>(\"\($0.value)\") { }\n") }
    )
  }
}
