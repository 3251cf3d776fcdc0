/// What `Package.swift` says about modules: read from its lines, since a test cannot ask the package manager quickly.
struct Manifest: Sendable {
  struct Module: Sendable {
    let name: String
    /// The folder of its sources.
    let path: String
    /// The names that its files would import.
    let uses: Set<String>
  }

  let modules: [Module]
  /// The modules in C; nothing is said about their sources.
  let shims: Set<String>
  /// The modules that other packages bring.
  let libraries: Set<String>

  init(_ file: SourceFile) {
    let text = file.uncommented
    let products = text.matches(of: #/let (\w+) = Target\.Dependency\.product\(name: "(\w+)"/#)
      .reduce(into: [String: String]()) { $0[String($1.1)] = String($1.2) }
    let plain = text.matches(of: #/\bmodule\(\s*"([^"]+)"([^)]*)\)/#.wordBoundaryKind(.simple)).map { match in
      let path = String(match.1)
      let uses = Self.quoted(in: match.2, after: #/uses:\s*\[([^\]]*)\]/#).map(Self.qualified)
      let libraries = Self.words(in: match.2, after: #/libraries:\s*\[([^\]]*)\]/#).compactMap { products[$0] }
      let folder = path.split(separator: "/").last.map(String.init) ?? path
      return Module(name: Self.qualified(folder), path: "Sources/\(path)", uses: Set(uses + libraries))
    }
    let programs = text.matches(
      of: #/\.executableTarget\(\s*name:\s*"(\w+)",\s*dependencies:\s*\[([^\]]*)\],\s*path:\s*"([^"]+)"/#
    ).map { match in
      let words = match.2.matches(of: #/\w+/#).map { String($0.0) }
      return Module(
        name: String(match.1), path: String(match.3), uses: Set(words.map { products[$0] ?? Self.qualified($0) }))
    }
    modules = plain + programs
    shims = Set(
      text.matches(of: #/\bshim\("(\w+)"/#.wordBoundaryKind(.simple)).map { "CTickmark" + $0.1 }
        + text.matches(of: #/\.target\(name: "(CTickmark\w+)"/#).map { String($0.1) })
    libraries = Set(products.values)
  }

  /// The module that a file belongs to.
  func module(of file: SourceFile) -> Module? { modules.first { file.isUnder($0.path) } }

  /// As `qualified` in `Package.swift`.
  private static func qualified(_ name: String) -> String {
    name.hasPrefix("CTickmark") || name.hasPrefix("Tickmark") || name == "tickmark" ? name : "Tickmark" + name
  }

  private static func quoted(in text: Substring, after list: Regex<(Substring, Substring)>) -> [String] {
    text.firstMatch(of: list)?.1.matches(of: #/"(\w+)"/#).map { String($0.1) } ?? []
  }

  private static func words(in text: Substring, after list: Regex<(Substring, Substring)>) -> [String] {
    text.firstMatch(of: list)?.1.matches(of: #/\w+/#).map { String($0.0) } ?? []
  }
}

extension SourceFile {
  /// The modules that the file imports, with the lines.
  var imports: [(module: String, line: Int)] {
    code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      line.firstMatch(
        of:
          #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)/#
      ).map { (String($0.1), index + 1) }
    }
  }
}
