import Testing

@Suite struct RuleTests {
  @Test(arguments: Rule.all) func `the tree keeps`(rule: Rule) {
    let findings = rule.findings(.project)
    #expect(findings.isEmpty, "\(rule.name):\n\(findings.map(\.description).joined(separator: "\n"))")
  }

  @Test(arguments: Rule.all) func `a bad sample breaks`(rule: Rule) {
    #expect(!rule.breaks.isEmpty)
    for (index, sample) in rule.breaks.enumerated() {
      #expect(!rule.findings(sample).isEmpty, "bad sample \(index) of '\(rule.name)' went through")
    }
  }

  @Test(arguments: Rule.all) func `a good sample keeps`(rule: Rule) {
    #expect(!rule.keeps.isEmpty)
    for (index, sample) in rule.keeps.enumerated() {
      let findings = rule.findings(sample)
      #expect(findings.isEmpty, "good sample \(index) of '\(rule.name)': \(findings)")
    }
  }

  @Test func `the tree was found, with its manifest and sources`() throws {
    let manifest = try #require(SourceTree.project.file("Package.swift"))
    #expect(SourceTree.project.swift(under: "Sources").count > 40)
    #expect(SourceTree.project.file(".swift-format") != nil)
    #expect(!SourceTree.project.files.contains { $0.path.hasPrefix(".build/") || $0.path.hasPrefix(".git/") })
    #expect(Manifest(manifest).shims.contains("CTickmarkVector"))
  }

  @Test func `the table of arrows names the modules that exist, and no others`() throws {
    let manifest = Manifest(try #require(SourceTree.project.file("Package.swift")))
    #expect(Rule.arrows.keys.sorted() == manifest.modules.map(\.name).sorted())
  }
}
