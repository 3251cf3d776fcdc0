import Foundation
import Testing

/// What the program writes for others, read by programs that know nothing of ours.
@Suite struct FormatReaderTests {
  /// The interpreter that has the readers; nothing where they cannot be installed.
  private static let python = PythonEnvironment.interpreter("formats")

  private static let script = """
    import json, sys
    from junitparser import JUnitXml
    from prometheus_client.parser import text_string_to_metric_families
    xml = JUnitXml.fromfile("report.xml")
    cases = [case for suite in xml for case in suite]
    failed = [case for case in cases if any(type(result).__name__ == "Failure" for result in case.result)]
    families = {family.name: family for family in text_string_to_metric_families(open("report.prom").read())}
    json.dump({
        "tests": xml.tests, "cases": len(cases), "failures": xml.failures, "failed": len(failed),
        "first": (failed or cases)[0].name, "seconds": sum(case.time for case in cases),
        "wall": [sample.value for sample in families["tickmark_wall_seconds"].samples],
        "verdicts": {
            sample.labels["verdict"]: sample.value + 0 for sample in families["tickmark_verdict"].samples if sample.value},
    }, sys.stdout)
    """

  @Test(.enabled(if: python != nil, "SKIPPED: no readers of formats; scripts/python-environment says what is missing"))
  func `junitparser and Prometheus' parser find the regression that was planted`() throws {
    let place = try Workplace()
    try SharedBaseline.copy(to: place)
    let outcome = try place.hasty(
      "gate", "--format", "junit=report.xml", "--format", "prometheus=report.prom", "--format", "json=report.json",
      faults: ["EXAMPLE_ALLOCATE": "1"])
    #expect(outcome.status == 1, "\(outcome)")
    let reading = try #require(Self.python).run(["-c", Self.script], in: place.folder)
    #expect(reading.status == 0, "\(reading)")
    let found = try JSON(Data(reading.output.utf8))
    let rows = try place.json("report.json")["rows"].list
    let regressed = Set(
      rows.filter { $0["verdict"].text == "regressed" }.map { "\($0["case"].text ?? "") \($0["variant"].text ?? "")" })
    #expect(found["tests"].number == found["cases"].number && found["cases"].number ?? 0 > 0)
    #expect(found["failures"].number == Double(regressed.count) && found["failed"].number == found["failures"].number)
    #expect(!regressed.isEmpty && found["verdicts"]["regressed"].number == 1)
    #expect(found["wall"].numbers.allSatisfy { $0 > 0 && $0 < 10 } && !found["wall"].numbers.isEmpty)
  }

  @Test func `annotations and summaries go where GitHub reads them`() throws {
    let place = try Workplace()
    try SharedBaseline.copy(to: place)
    let outcome = try place.hasty(
      "gate", "--format", "github=-", "--format", "github-summary=summary.md", faults: ["EXAMPLE_ALLOCATE": "1"])
    #expect(outcome.status == 1 && outcome.output.hasPrefix("::error title="), "\(outcome)")
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.hasPrefix("::") })
    #expect(try place.text("summary.md").contains("Regressed"))
  }

  @Test func `an unknown format is a line that names all of them`() throws {
    let outcome = try Workplace().tickmark("run", "--filter", "none/*", "--format", "xml=report.xml")
    #expect(outcome.status == 64 && outcome.complaints.count == 1, "\(outcome)")
    for name in ["junit", "github", "bencher", "go", "google-benchmark", "prometheus"] {
      #expect(outcome.complaints.first?.contains(name) == true, "\(outcome)")
    }
  }
}
