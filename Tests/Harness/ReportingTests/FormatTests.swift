import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import TickmarkReporting

/// The forms that other programs read; those programs themselves are asked in `CommandTests/FormatReaderTests`.
@Suite struct FormatTests {
  private static let recorded: [(format: String, file: String)] = [
    ("junit", "compared.junit.xml"), ("github", "compared.github.txt"), ("bencher", "compared.bencher.json"),
    ("github-action-benchmark", "compared.action.json"), ("prometheus", "compared.prom"),
  ]

  @Test(arguments: recorded) func `it reads as recorded`(format: String, file: String) throws {
    try expectSnapshot(try #require(ReportFormat.named(format)).text(Fixture.content), file)
  }

  @Test(arguments: 0..<20) func `whatever the names and numbers, every format can write them`(seed: Int) throws {
    let content = RandomContent.make(seed: UInt64(seed))
    for format in ReportFormat.all where !["json", "markdown", "csv"].contains(format.name) {
      let text = try format.text(content)
      let isClean = text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
      #expect(text.hasSuffix("\n") && isClean, "seed \(seed) \(format.name)")
      #expect(!text.lowercased().contains(#/[^a-z]nan[^a-z]/#) || format.name == "prometheus", "\(format.name)")
    }
  }

  @Test(arguments: 0..<40) func `JUnit's XML is well-formed, and counts what it holds`(seed: Int) throws {
    let content = RandomContent.make(seed: UInt64(seed))
    let text = try ReportFormat.junit.text(content)
    let reader = JUnitReader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "seed \(seed): \(String(describing: parser.parserError))")
    #expect(reader.found["testcase"] == content.rows.count + content.budgets.count)
    for (element, attribute) in [
      ("testcase", "tests"), ("failure", "failures"), ("error", "errors"), ("skipped", "skipped"),
    ] {
      #expect(reader.totals[attribute] == String(reader.found[element, default: 0]), "seed \(seed) \(attribute)")
    }
  }

  private final class JUnitReader: NSObject, XMLParserDelegate {
    var found: [String: Int] = [:]
    var totals: [String: String] = [:]

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      found[name, default: 0] += 1
      if name == "testsuites" { totals = attributes }
    }
  }

  @Test(arguments: 0..<40) func `GitHub gets at most ten annotations of a level, a line each`(seed: Int) throws {
    let content = RandomContent.make(seed: UInt64(seed))
    let lines = try ReportFormat.github.text(content).split(separator: "\n")
    for level in ["error", "warning", "notice"] {
      #expect(lines.count { $0.hasPrefix("::\(level) ") } <= 10, "seed \(seed) \(level)")
    }
    #expect(lines.allSatisfy { $0.hasPrefix("::") } && lines.count { $0.hasPrefix("::notice ") } == 1, "seed \(seed)")
    let failing = content.rows.count { if case .failed = TestOutcome($0) { true } else { false } }
    #expect(failing == 0 || lines.contains { $0.hasPrefix("::error ") })
  }

  @Test func `what ends a command in a name does not end it`() {
    let content = RandomContent.make(seed: 3)
    #expect(!GitHubReport.annotations(content).contains("::error title=\n"))
    let long = String(repeating: "a line of the report\n", count: 100_000)
    let cut = GitHubReport.summary(long)
    #expect(cut.utf8.count <= 1 << 20 && cut.utf8.count > (1 << 20) - 100 && cut.hasSuffix("has all of it.\n"))
    #expect(GitHubReport.summary("short\n") == "short\n")
    #expect(GitHubReport.summary(String(repeating: "ü", count: 1 << 20)).utf8.count <= 1 << 20)
  }

  @Test func `Go's lines have a sample each, names without spaces and their counters`() throws {
    let lines = try ReportFormat.goBenchmark.text(Fixture.content).split(separator: "\n")
    let samples = Fixture.content.run.cases.compactMap { $0.metrics["wall"] }.reduce(0) {
      $0 + ($1.samples?.count ?? ($1.median == nil ? 0 : 1))
    }
    let benchmarks = lines.filter { $0.hasPrefix("Benchmark") }
    #expect(benchmarks.count == samples && samples > 0)
    #expect(
      benchmarks.allSatisfy {
        $0.contains(#/^Benchmark[A-Z]\S*-\d+ 1 [0-9.e+-]+ ns\/op( [0-9.]+ B\/op)?( [0-9.]+ allocs\/op)?$/#)
      })
  }

  @Test func `Google Benchmark's file has every sample and the three aggregates`() throws {
    struct File: Decodable {
      struct Benchmark: Decodable {
        let name: String
        let run_type: String
        let real_time: Double
        let time_unit: String
      }
      let benchmarks: [Benchmark]
    }
    let text = try ReportFormat.googleBenchmark.text(Fixture.content)
    let file = try JSONDecoder().decode(File.self, from: Data(text.utf8))
    let timed = Fixture.content.run.cases.filter { $0.metrics["wall"]?.median != nil }
    #expect(file.benchmarks.count { $0.run_type == "aggregate" } == 3 * timed.count && !timed.isEmpty)
    for record in timed {
      let median = file.benchmarks.first { $0.name == "\(record.case)/\(record.variant)_median" }
      #expect(median?.real_time == record.metrics["wall"]?.median && median?.time_unit == "ns")
    }
  }
}
