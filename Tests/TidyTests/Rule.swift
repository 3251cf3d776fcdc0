import Testing

/// Where a rule is broken, and what to do about it.
struct Finding: Sendable, CustomStringConvertible {
  let path: String
  var line: Int?
  let message: String

  var description: String { path + (line.map { ":\($0)" } ?? "") + ": " + message }
}

/// One sentence that holds for the whole tree; with samples, so that it is known to be able to fail.
struct Rule: Sendable, CustomTestStringConvertible {
  let name: String
  let findings: @Sendable (SourceTree) -> [Finding]
  /// Each of these has to give a finding.
  let breaks: [SourceTree]
  /// None of these may.
  let keeps: [SourceTree]

  var testDescription: String { name }

  static let all: [Rule] =
    sizeRules + graphRules + [variantRule, suiteRule] + wordRules + [unsafeRule] + testRules + documentationRules
}

extension SourceFile {
  /// One finding for each line of `text` (or of the code alone) that the test is true of.
  func findings(
    in text: KeyPath<SourceFile, String>, _ message: String, where isBroken: (Substring) -> Bool
  ) -> [Finding] {
    self[keyPath: text].split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
      index, line in
      isBroken(line) ? Finding(path: path, line: index + 1, message: message) : nil
    }
  }
}
