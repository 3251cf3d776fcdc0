import TickmarkBaselines
import TickmarkTypesetting

extension ReportFormat {
  /// JUnit's XML, as Jenkins, GitLab and GitHub's test reporters read it: a suite a suite, a test a variant of a case, and
  /// the budgets as a suite of their own.
  ///
  /// A test's time is that of one call, in seconds.
  ///
  /// - Source: the schema of Jenkins' xUnit plug-in (`junit-10.xsd`).
  static let junit = ReportFormat("junit", "tests that pass, fail or are skipped, for CI servers") {
    (content) throws(ReportingError) in JUnitReport(content).text
  }
}

private struct JUnitReport {
  private struct Test {
    let name: String
    let group: String
    /// Of one call.
    let nanoseconds: Double
    let outcome: TestOutcome
    let output: String
  }

  private let suites: [(name: String, tests: [Test])]
  private let run: RunFile
  private let headline: String

  init(_ content: ReportContent) {
    run = content.run
    headline = "\(content.headline.word): \(content.headline.sentence())"
    var suites = content.suites.map { suite in (suite.name, suite.rows.map(Self.test)) }
    if !content.budgets.isEmpty {
      suites.append(
        (
          "budgets",
          content.budgets.map { budget in
            Test(
              name: "\(budget.case) \(budget.variant) \(budget.metric)", group: "budgets", nanoseconds: 0,
              outcome: TestOutcome(budget), output: "")
          }
        ))
    }
    self.suites = suites
  }

  private static func test(_ row: ReportRow) -> Test {
    let output = [row.timeAfter.map { "time \($0.text)" }, row.change.map(TestOutcome.described)].compactMap(\.self)
    return Test(
      name: "\(row.shortCase) \(row.variant)", group: row.suite, nanoseconds: row.nanoseconds?.value ?? 0,
      outcome: TestOutcome(row),
      output: output.joined(separator: "; "))
  }

  var text: String {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append("<testsuites name=\"tickmark\" \(Self.counts(suites.flatMap(\.tests)))>")
    for (name, tests) in suites {
      lines.append(
        "  <testsuite name=\"\(XMLText.escaped(name))\" timestamp=\"\(XMLText.escaped(String(run.started.prefix(19))))\" "
          + "\(Self.counts(tests))>")
      lines += properties
      lines += tests.flatMap(Self.lines)
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private var properties: [String] {
    let values = [
      ("headline", headline), ("commit", run.commit + (run.dirty ? " with changes" : "")),
      ("machine", run.machine.class),
      ("tool", run.tool),
    ]
    return ["    <properties>"]
      + values.map { "      <property name=\"\($0)\" value=\"\(XMLText.escaped($1))\"/>" } + ["    </properties>"]
  }

  private static func counts(_ tests: [Test]) -> String {
    func count(_ matches: (TestOutcome) -> Bool) -> Int { tests.count { matches($0.outcome) } }
    let failed = count { if case .failed = $0 { true } else { false } }
    let broken = count { if case .broken = $0 { true } else { false } }
    let skipped = count { if case .skipped = $0 { true } else { false } }
    let nanoseconds = tests.reduce(0) { $0 + $1.nanoseconds }
    return
      "tests=\"\(tests.count)\" failures=\"\(failed)\" errors=\"\(broken)\" skipped=\"\(skipped)\" "
      + "time=\"\(seconds(nanoseconds))\""
  }

  private static func lines(_ test: Test) -> [String] {
    let opening =
      "    <testcase classname=\"\(XMLText.escaped(test.group))\" name=\"\(XMLText.escaped(test.name))\" "
      + "time=\"\(seconds(test.nanoseconds))\""
    var inside: [String] = []
    switch test.outcome {
    case .passed: break
    case .skipped(let why): inside.append("      <skipped message=\"\(XMLText.escaped(why))\"/>")
    case .failed(let why): inside.append("      <failure type=\"failure\" message=\"\(XMLText.escaped(why))\"/>")
    case .broken(let why): inside.append("      <error type=\"disagrees\" message=\"\(XMLText.escaped(why))\"/>")
    }
    if !test.output.isEmpty { inside.append("      <system-out>\(XMLText.escaped(test.output))</system-out>") }
    return inside.isEmpty ? [opening + "/>"] : [opening + ">"] + inside + ["    </testcase>"]
  }

  /// A decimal without an exponent: what XML's schemas take.
  private static func seconds(_ nanoseconds: Double) -> String {
    let whole = Int(min(max(nanoseconds, 0), 1e18).rounded())
    let rest = String(whole % 1_000_000_000)
    return "\(whole / 1_000_000_000)." + String(repeating: "0", count: 9 - rest.count) + rest
  }
}
