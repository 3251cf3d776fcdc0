import Foundation
import Testing

/// Files that the tools themselves wrote a moment ago, and what they say of ours.
@Suite(.timeLimit(.minutes(20))) struct ForeignToolTests {
  /// The folder with the files that could be made, by name; nothing where no tool can be had.
  private static let made: (place: Workplace, files: [String])? = {
    guard let place = try? Workplace() else { return nil }
    let script = Executable(url: PythonEnvironment.root.appending(path: "scripts/foreign-results"))
    guard let outcome = try? script.run([place.path("results")], in: PythonEnvironment.root), outcome.status == 0 else {
      return nil
    }
    return (place, outcome.output.split(separator: "\n").map(String.init))
  }()

  private static let promtool: Executable? = {
    let script = Executable(url: PythonEnvironment.root.appending(path: "scripts/foreign-tool"))
    guard let outcome = try? script.run(["promtool"], in: PythonEnvironment.root), outcome.status == 0 else {
      return nil
    }
    return Executable(url: URL(filePath: outcome.output.trimmingCharacters(in: .newlines)))
  }()

  private static let python = PythonEnvironment.interpreter("schemas")

  private static func has(_ file: String) -> Bool { made?.files.contains(file) == true }

  /// Imports the file, stores it and holds it against itself; returns its rows by name with the number of samples.
  private func roundTrip(_ file: String) throws -> [String: Int] {
    let made = try #require(Self.made)
    let place = try Workplace()
    try FileManager.default.copyItem(atPath: made.place.path("results/\(file)"), toPath: place.path(file))
    let outcome = try place.tickmark("import", file, "--output", "run.json")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.tickmark("baseline", "save", "--run", "run.json").status == 0)
    let gate = try place.tickmark("gate", "--run", "run.json", "--format", "json=comparison.json")
    #expect(gate.status == 0, "\(gate)")
    let run = try place.json("run.json")
    try expectValid(in: place)
    return Dictionary(
      run["cases"].list.map { row in
        ("\(row["case"].text ?? ""):\(row["variant"].text ?? "")", row["metrics"]["wall"]["samples"].list.count)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The run file by the published schema, where the validator is.
  private func expectValid(in place: Workplace) throws {
    guard let python = Self.python else { return }
    let schema = PythonEnvironment.root.appending(path: "Baselines/run.schema.json").path
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator
      for error in Draft202012Validator(json.load(open(sys.argv[1]))).iter_errors(json.load(open("run.json"))):
          print(error.json_path, error.message[:300])
      """
    let outcome = try python.run(["-c", script, schema], in: place.folder)
    #expect(outcome.output == "" && outcome.status == 0, "\(outcome)")
  }

  @Test(.enabled(if: python != nil, "SKIPPED: no JSON Schema validator; see scripts/python-environment"))
  func `the run file of every format is valid`() throws {
    let fixtures = PythonEnvironment.root.appending(path: "Tests/Harness/ImportsTests/Fixtures")
    let names = try FileManager.default.contentsOfDirectory(atPath: fixtures.path).filter { $0 != "README.md" }
    #expect(names.count > 7)
    for name in names {
      let place = try Workplace()
      let outcome = try place.tickmark("import", fixtures.appending(path: name).path, "--output", "run.json")
      #expect(outcome.status == 0, "\(outcome)")
      try expectValid(in: place)
    }
  }

  @Test(.enabled(if: has("google-benchmark.json"), "SKIPPED: no Google Benchmark; scripts/foreign-results says why"))
  func `what Google Benchmark wrote is imported`() throws {
    let rows = try roundTrip("google-benchmark.json")
    #expect(rows == ["sums/BM_Sum/64:google-benchmark": 6, "sums/BM_Sum/1024:google-benchmark": 6])
  }

  @Test(.enabled(if: has("hyperfine.json"), "SKIPPED: no hyperfine; scripts/foreign-results says why"))
  func `what hyperfine wrote is imported`() throws {
    let rows = try roundTrip("hyperfine.json")
    #expect(
      rows == [
        "hyperfine/sleep_0.001/1:hyperfine": 6, "hyperfine/sleep_0.002/2:hyperfine": 6, "hyperfine/true/1:hyperfine": 6,
        "hyperfine/true/2:hyperfine": 6,
      ])
  }

  @Test(.enabled(if: has("pytest-benchmark.json"), "SKIPPED: no pytest-benchmark; scripts/foreign-results says why"))
  func `what pytest-benchmark wrote is imported`() throws {
    let rows = try roundTrip("pytest-benchmark.json")
    #expect(
      rows == ["test_sums/test_sum/64:pytest-benchmark": 40, "test_sums/test_sum/1024:pytest-benchmark": 40])
  }

  @Test(.enabled(if: has("go.txt"), "SKIPPED: no go on the PATH; scripts/foreign-results says why"))
  func `what Go printed is imported`() throws {
    #expect(try roundTrip("go.txt") == ["example.com.sums/Grow/1:go": 6])
  }

  @Test(.enabled(if: promtool != nil, "SKIPPED: no promtool; scripts/foreign-tool says why"))
  func `promtool finds nothing wrong with the Prometheus format`() throws {
    let place = try Workplace()
    try SharedBaseline.copy(to: place)
    let outcome = try place.hasty("gate", "--format", "prometheus=report.prom", faults: ["EXAMPLE_ALLOCATE": "1"])
    #expect(outcome.status == 1, "\(outcome)")
    let shell = Executable(url: URL(filePath: "/bin/sh"))
    let check = { (file: String) in
      try shell.run(
        ["-c", "\"$0\" check metrics < \(file)", try #require(Self.promtool).url.path], in: place.folder)
    }
    let answer = try check("report.prom")
    #expect(answer.status == 0 && (answer.output + answer.errors).isEmpty, "\(answer)")
    // The tool does look.
    try place.file("broken.prom", place.text("report.prom") + "tickmark_wall_seconds{case= 5\n")
    #expect(try check("broken.prom").status != 0)
  }

  @Test(.enabled(if: promtool != nil, "SKIPPED: no promtool; scripts/foreign-tool says why"))
  func `promtool finds nothing wrong with what a service measures, and a dashboard asks for nothing else`() throws {
    let served = try ServedMarket("--feed", "none")
    for path in ["/v1/portfolio", "/nothing", "/v1/scores"] { _ = try served.ask("GET \(path)") }
    let metrics = try served.ask("GET /metrics")
    let place = try Workplace()
    try place.file("metrics.prom", metrics.body)
    let shell = Executable(url: URL(filePath: "/bin/sh"))
    let answer = try shell.run(
      ["-c", "\"$0\" check metrics < metrics.prom", try #require(Self.promtool).url.path], in: place.folder)
    #expect(answer.status == 0 && (answer.output + answer.errors).isEmpty, "\(answer)")
    let dashboard = try String(
      contentsOf: PythonEnvironment.root.appending(path: "documentation/dashboards/tickmark.json"), encoding: .utf8)
    let names = Set(dashboard.matches(of: #/tickmark_[a-z_]+/#).map { String($0.0) })
    #expect(names.count >= 15)
    for name in names { #expect(metrics.body.contains("\n\(name)"), "\(name)") }
  }
}
