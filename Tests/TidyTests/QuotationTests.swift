import Testing

/// Pages that quote files of the project, which are tested as they are.
@Suite struct QuotationTests {
  @Test(arguments: [
    ("documentation/library.md", "swift", "Tests/ExamplePackage"), ("documentation/ci.md", "yaml", "documentation/ci"),
  ]) func `what a page quotes are lines of the files that are tested`(
    page: String, language: String, folder: String
  ) throws {
    let text = try #require(SourceTree.project.file(page)).text
    let files = SourceTree.project.files.filter { $0.isUnder(folder) }
    let known = Set(files.flatMap { $0.text.split(separator: "\n") })
    let quoted = Self.quotations(in: text, language)
    #expect(!quoted.isEmpty)
    #expect(quoted.filter { !known.contains($0) } == [])
  }

  /// The lines of the fenced blocks in a language, but empty ones.
  private static func quotations(in text: String, _ language: String) -> [Substring] {
    var lines: [Substring] = []
    var isInside = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("```") { isInside = line == "```" + language } else if isInside { lines.append(line) }
    }
    return lines
  }
}
