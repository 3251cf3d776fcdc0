import Foundation
import Testing

/// Results of other tools through the program: import, baseline, gate on the file, report, export.
@Suite struct ImportTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  /// Go's text of one benchmark, six lines that differ by less than 1 %.
  private static func goText(slower factor: Double = 1, allocations: Int = 1) -> String {
    let lines = [1.002, 0.998, 1.001, 0.999, 1.0, 1.003].flatMap { spread in
      ["Sum/64", "Sum/1024", "Grow"].map {
        "Benchmark\($0) 1000 \(1_000 * factor * spread) ns/op 64 B/op \(allocations) allocs/op\n"
      }
    }
    return "goos: linux\npkg: example.com/sums\n" + lines.joined() + "PASS\n"
  }

  @discardableResult private func imported(
    _ text: String, as name: String, _ options: String...
  ) throws -> Outcome {
    try place.file("\(name).txt", text)
    return try Executable.tickmark.run(
      ["import", "\(name).txt", "--output", "\(name).json"] + options, in: place.folder)
  }

  @Test func `a run is imported, stored, and passes the gate on itself`() throws {
    let outcome = try imported(Self.goText(), as: "before")
    #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.contains("run file: before.json"))
    let saved = try place.tickmark("baseline", "save", "--run", "before.json")
    #expect(saved.status == 0 && saved.output.hasSuffix("/example.com.sums.json\n"), "\(saved)")
    let gate = try place.tickmark("gate", "--run", "before.json", "--strict", "--format", "json=comparison.json")
    #expect(gate.status == 0, "\(gate)")
    let comparison = try place.json("comparison.json")
    #expect(comparison["verdict"].text == "equivalent" && comparison["rows"].list.count == 9)
    #expect(comparison["missing"].list.isEmpty && comparison["added"].list.isEmpty)
  }

  @Test func `a copy that is slower by a fifth ends with 1, and says that nothing was measured again`() throws {
    try imported(Self.goText(), as: "before")
    try imported(Self.goText(slower: 1.2), as: "after")
    _ = try place.tickmark("baseline", "save", "--run", "before.json")
    let gate = try place.tickmark(
      "gate", "--run", "after.json", "--format", "json=comparison.json", "--format", "junit=junit.xml", "--report",
      "out")
    #expect(gate.status == 1, "\(gate)")
    let row = try place.json("comparison.json").row("example.com.sums/Sum/64", "go", metric: "wall")
    #expect(row["verdict"].text == "regressed" && abs((row["ratio"].number ?? 0) - 1.2) < 0.01)
    #expect(row["note"].text == "not measured again: a run file is judged as it is")
    #expect(try place.text("junit.xml").contains("failures=\"3\""))
    #expect(try place.text("out/README.md").contains("times of other tools are compared as they are"))
    for file in ["junit.xml", "out/README.md"] {
      #expect(try place.text(file).contains("not measured again"), "\(file)")
    }
    #expect(gate.output.contains("not measured again"), "\(gate)")
    #expect(place.runFiles.isEmpty, "nothing is kept twice")
  }

  @Test func `one more allocation ends with 1, exactly`() throws {
    try imported(Self.goText(), as: "before")
    try imported(Self.goText(allocations: 2), as: "after")
    _ = try place.tickmark("baseline", "save", "--run", "before.json")
    #expect(try place.tickmark("gate", "--run", "after.json").status == 1)
  }

  @Test func `one byte more of many is a regression that is not printed as none`() throws {
    let text = { (bytes: Int) in Self.goText().replacing("64 B/op", with: "\(bytes) B/op") }
    try imported(text(40_418), as: "before")
    try imported(text(40_419), as: "after")
    _ = try place.tickmark("baseline", "save", "--run", "before.json")
    let gate = try place.tickmark(
      "gate", "--run", "after.json", "--report", "out", "--format", "junit=junit.xml", "--format", "github=github.txt")
    #expect(gate.status == 1, "\(gate)")
    for shown in [
      gate.output, try place.text("out/README.md"), try place.text("junit.xml"), try place.text("github.txt"),
    ] {
      #expect(shown.contains("+0.0025"), "\(shown)")
      #expect(
        !shown.split(separator: "\n").contains { $0.lowercased().contains("regressed") && $0.contains(" 0.00 %") })
    }
  }

  @Test func `two runs of one start and name are two files of the archive, and one run is one`() throws {
    for (folder, factor) in [("a", 1.0), ("b", 2)] {
      let path = try place.file("\(folder)/results.txt", Self.goText(slower: factor))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_767_225_600)], ofItemAtPath: path)
      for _ in 0..<2 { #expect(try place.tickmark("import", "\(folder)/results.txt").status == 0) }
    }
    #expect(place.runFiles.count == 2, "\(place.runFiles)")
    let medians = try place.runFiles.map {
      try place.json($0)["cases"].list[0]["metrics"]["wall"]["median"].number ?? 0
    }
    #expect(Set(medians.map { ($0 / 1_000).rounded() }) == [1, 2])
  }

  @Test func `a benchmark of a billionth of a nanosecond has a report`() throws {
    try imported(Self.goText(slower: 1e-10), as: "run")
    let report = try place.tickmark("report", "run.json", "--alone", "--output", "out")
    #expect(report.status == 0 && place.exists("out/README.md"), "\(report)")
  }

  @Test func `rows of other tools have no elements and, with sizes in their names, a course`() throws {
    try imported(Self.goText(), as: "run")
    #expect(try place.tickmark("report", "run.json", "--alone", "--output", "out").status == 0)
    let text = try place.text("out/README.md")
    #expect(!text.contains("1 elements") && !text.contains("fewer than two sizes"), "\(text)")
    #expect(text.contains("size n in the case's name"))
  }

  @Test func `without a baseline, and with a row that is gone or new, it is no pass`() throws {
    try imported(Self.goText(), as: "whole")
    let none = try place.tickmark("gate", "--run", "whole.json")
    #expect(none.status == 4, "\(none)")
    #expect(none.errors.contains("save one with 'tickmark baseline save --run whole.json'"))
    try imported(Self.goText().replacing("BenchmarkGrow", with: "BenchmarkShrink"), as: "renamed")
    _ = try place.tickmark("baseline", "save", "--run", "whole.json")
    let gate = try place.tickmark("gate", "--run", "renamed.json", "--format", "json=comparison.json")
    #expect(gate.status == 4, "\(gate)")
    let comparison = try place.json("comparison.json")
    #expect(comparison["missing"].list.map(\.text) == ["example.com.sums/Grow/1:go"])
    #expect(comparison["added"].list.map(\.text) == ["example.com.sums/Shrink/1:go"])
    #expect(try place.tickmark("gate", "--run", "renamed.json", "--filter", "Sum").status == 0)
    #expect(try place.tickmark("gate", "--run", "renamed.json", "--filter", "Sun").status == 64)
  }

  @Test func `another machine class finds no baseline, and the one that was given does`() throws {
    try imported(Self.goText(), as: "before", "--machine-class", "runners")
    _ = try place.tickmark("baseline", "save", "--run", "before.json")
    #expect(place.exists("Baselines/runners/example.com.sums.json"))
    try imported(Self.goText().replacing("pkg:", with: "cpu: Another\npkg:"), as: "foreign")
    #expect(try place.tickmark("gate", "--run", "foreign.json").status == 4)
    try imported(
      Self.goText().replacing("pkg:", with: "cpu: Another\npkg:"), as: "given", "--machine-class", "runners")
    #expect(try place.tickmark("gate", "--run", "given.json").status == 0)
  }

  @Test func `budgets hold imported rows, and one of nothing at all is a typing error`() throws {
    try imported(Self.goText(), as: "run", "--machine-class", "runners")
    _ = try place.tickmark("baseline", "save", "--run", "run.json")
    for (id, wall, status) in [("Sum/64", "2 us", 0), ("Sum/64", "500 ns", 1), ("Sun/64", "2 us", 78)] {
      try place.file(
        "budgets.toml",
        """
        schema = "tickmark.budgets/1"
        [[budget]]
        case = "example.com.sums/\(id)"
        variant = "go"
        wall = "\(wall)"
        machine = "runners"
        """)
      let gate = try place.tickmark("gate", "--run", "run.json", "--budgets", "budgets.toml")
      #expect(gate.status == Int32(status), "\(id) \(wall): \(gate)")
    }
  }

  @Test(arguments: [
    ["--quick"], ["--confirm"], ["--processes", "3"], ["--seconds", "1"], ["--seed", "3"], ["--instructions"],
    ["--timeout", "9"], ["--flag", "a=b"], ["--profile"],
  ]) func `an option that measures and a run file exclude each other`(options: [String]) throws {
    let outcome = try Executable.tickmark.run(["gate", "--run", "run.json"] + options, in: place.folder)
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.complaints.first == "\(options[0]) measures, and --run does not; leave one of them out")
  }

  @Test func `a gate judges a run of our own from its file, too`() throws {
    try SharedBaseline.copy(to: place)
    let run = try place.hasty("run", "--format", "json=run.json", "--baselines", "None")
    #expect(run.status == 0, "\(run)")
    let file = try #require(place.runFiles.first)
    let gate = try place.example("gate", "--run", file, "--margin", "9")
    #expect(gate.status == 0, "\(gate)")
    #expect(try place.example("gate", "--run", file, "--baselines", "None").status == 4)
  }

  @Test func `a run is kept where report and accept find it, and standard output takes it, too`() throws {
    try place.file("bench.txt", Self.goText())
    let kept = try place.tickmark("import", "bench.txt")
    #expect(kept.status == 0 && place.runFiles.count == 1, "\(kept)")
    #expect(kept.errors.contains("run file: \(try #require(place.runFiles.first))"))
    _ = try place.tickmark("import", "bench.txt", "--suite", "again")
    #expect(place.runFiles.count == 2, "of the same start and commit")
    let piped = try place.tickmark("import", "bench.txt", "--output", "-")
    #expect(try JSON(Data(piped.output.utf8))["schema"].text == "tickmark.run/1")
    let report = try place.tickmark("report", try #require(place.runFiles.first), "--alone", "--output", "report")
    #expect(report.status == 0 && place.exists("report/README.md"), "\(report)")
  }

  @Test func `what is kept from long ago outlives a full archive`() throws {
    try place.file("bench.txt", Self.goText())
    for number in 0..<100 { try place.file(".tickmark/runs/9\(number + 100)T.json", "{}") }
    let outcome = try place.tickmark("import", "bench.txt")
    let path = try #require(outcome.errors.split(separator: "\n").last?.split(separator: " ").last.map(String.init))
    #expect(place.exists(path), "\(outcome)")
  }

  @Test func `every format can be exported`() throws {
    try imported(Self.goText(), as: "run")
    for format in [
      "json", "markdown", "csv", "junit", "github", "github-summary", "github-action-benchmark", "bencher", "go",
      "google-benchmark", "prometheus",
    ] {
      let outcome = try place.tickmark("export", format, "run.json", "--output", "out.\(format)")
      #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome)")
      #expect(try !place.bytes("out.\(format)").isEmpty, "\(format)")
    }
    let go = try place.tickmark("export", "go", "run.json")
    #expect(go.output.contains("BenchmarkExample.com.sums/Sum/64/go 1 1002 ns/op 64 B/op 1 allocs/op\n"), "\(go)")
    #expect(try place.tickmark("export", "yaml", "run.json").status == 64)
    #expect(try place.tickmark("export", "go", "nowhere.json").status == 66)
  }

  @Test func `what we export we import, with the same times`() throws {
    try imported(Self.goText(), as: "run")
    let times = { (name: String) in
      try place.json(name)["cases"].list.map { $0["metrics"]["wall"]["samples"].numbers }
    }
    for (format, name) in [("go", "again.txt"), ("google-benchmark", "again.json")] {
      _ = try place.tickmark("export", format, "run.json", "--output", name)
      let outcome = try place.tickmark("import", name, "--output", "back.json")
      #expect(outcome.status == 0, "\(outcome)")
      #expect(try times("back.json") == times("run.json"), "\(format)")
    }
  }
}

/// What cannot be imported: one line that names the file, the place and the next step.
@Suite struct ImportFailureTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test(arguments: [
    ("", "it is empty", 65), ("hello", "is of no format that is known by its content", 65),
    ("{\"results\": [{\"command\": \"a\", \"times\": [1, 0]}]}", "results[0].times[1]: 0.0 is no time", 65),
    ("{\"results\": [{\"command\": \"a\"}]}", "results[0].times: it is missing", 65),
    ("{\"context\": {}, \"benchmarks\": [", "line 1, column 32: it is not JSON: it ends there", 65),
    ("{\"context\": {}, \"benchmarks\": []}", "holds no benchmark to take over", 65),
  ]) func `a damaged file ends with 65 and one line`(text: String, problem: String, status: Int) throws {
    try place.file("results.json", text)
    let outcome = try place.tickmark("import", "results.json")
    #expect(outcome.status == Int32(status), "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 1 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("'results.json'") == true, "\(outcome)")
    #expect(outcome.complaints.first?.contains(problem) == true, "\(outcome)")
    #expect(outcome.complaints.first?.contains("; ") == true, "\(outcome)")
    #expect(place.files == ["results.json"])
  }

  @Test func `a format that is not the file's ends with 65, and an unknown one with 64`() throws {
    try place.file("a.txt", "BenchmarkA 1 5 ns/op\n")
    let wrong = try place.tickmark("import", "a.txt", "--from", "jmh")
    #expect(wrong.status == 65 && wrong.complaints.first?.contains("say --from if it is another's") == true, "\(wrong)")
    let unknown = try place.tickmark("import", "a.txt", "--from", "xml")
    #expect(unknown.status == 64 && unknown.complaints.first?.contains("--from takes google-benchmark") == true)
    #expect(try place.tickmark("import", "a.txt", "--suite", "a/b").status == 64)
    #expect(try place.tickmark("import").status == 64)
  }

  @Test func `a file that is missing ends with 66, and one that cannot be written with 74`() throws {
    #expect(try place.tickmark("import", "nowhere.json").status == 66)
    #expect(try place.tickmark("gate", "--run", "nowhere.json").status == 66)
    try place.file("a.txt", "BenchmarkA 1 5 ns/op\n")
    #expect(try place.tickmark("import", "a.txt", "--output", "/dev/full").status == 74)
    try place.file("file", "")
    #expect(try place.tickmark("import", "a.txt", "--output", "file/run.json").status == 74)
  }
}
