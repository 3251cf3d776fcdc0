import Foundation
import Testing

@Suite struct HistoryTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private var history: String { place.files.first { $0.hasPrefix(".tickmark/history/") } ?? "none" }

  /// A history of one row whose time steps up by a tenth after half of the runs.
  private func made(runs: Int, step: Double = 1.1) throws {
    _ = try place.hasty("run")
    let line = try place.text(history).split(separator: "\n").first.map(String.init) ?? ""
    let lines = try (0..<runs).map { run -> String in
      var entry = try JSON(Data(line.utf8))
      let wobble = 1 + 0.004 * Double(run * 37 % 11) / 11
      let ratio = wobble * (run >= runs / 2 ? step : 1)
      entry.set("commit", "commit-\(run)")
      let count = entry["cases"].list.count
      entry["columns"].set("wall", [Double](repeating: 1_000 * ratio, count: count))
      entry.set("relative", [Double](repeating: 10 * ratio, count: count))
      return String(decoding: try entry.data(), as: UTF8.self)
    }
    try place.file(history, lines.map { $0 + "\n" }.joined())
  }

  @Test func `every run and gate is appended, and shown`() throws {
    for _ in 0..<2 { _ = try place.hasty("run") }
    _ = try place.hasty("gate")
    #expect(try place.text(history).split(separator: "\n").count == 3)
    let outcome = try place.example("history", "show", "sums/running/64:simd")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.contains("sums/running/64:simd: time, 3 runs"), "\(outcome)")
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(outcome)")
    let none = try place.example("history", "changepoints")
    #expect(none.output.contains("No change in 3 rows of 3 runs"), "\(none)")
    #expect(none.output.contains("fewer than 10 runs"), "\(none)")
  }

  @Test func `a step is told with the commits between which it came, as text, JSON and chart`() throws {
    try made(runs: 40)
    let outcome = try place.example("history", "changepoints", "--filter", "running/64:simd")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.contains("▲ +10.0 %"), "\(outcome)")
    #expect(outcome.output.contains("commit-19") && outcome.output.contains("commit-20"), "\(outcome)")
    let found = try JSON(Data(place.example("history", "changepoints", "--format", "json=-").output.utf8))
    #expect(found["schema"].text == "tickmark.changepoints/1")
    #expect(found["changes"].list.count == 3)
    #expect(found["changes"].list.allSatisfy { $0["firstAfter"]["number"].number == 21 })
    let shown = try place.example("history", "show", "simd", "--chart", "charts/simd.svg")
    #expect(shown.status == 0 && shown.output.contains("▁"), "\(shown)")
    #expect(try place.text("charts/simd.svg").contains("+10.0 %"))
  }

  @Test func `a step below the margin is not told`() throws {
    try made(runs: 40, step: 1.015)
    let outcome = try place.example("history", "changepoints")
    #expect(outcome.output.contains("No change in 3 rows of 40 runs"), "\(outcome)")
    let closer = try place.example("history", "changepoints", "--margin", "0.01")
    #expect(closer.output.contains("▲ +1.5"), "\(closer)")
  }

  @Test func `a torn line is said when it is met and when it is mended`() throws {
    try made(runs: 12)
    try place.file(history, String(place.text(history).dropLast(50)))
    let read = try place.example("history", "changepoints")
    #expect(read.status == 0 && read.errors.contains("line 12: torn by a crash"), "\(read)")
    let run = try place.hasty("run")
    #expect(run.status == 0 && run.errors.contains("bytes of a run that was not written to its end"), "\(run)")
    #expect(try place.text(history).split(separator: "\n").count == 12)
  }

  @Test func `a history that is none stops nothing but says so, after the results`() throws {
    _ = try place.hasty("run")
    try place.file(history, "my notes\n")
    let run = try place.hasty("run")
    #expect(run.status == 4, "\(run)")
    #expect(run.output.contains("Measured: 3 rows timed"), "\(run)")
    #expect(run.complaints.first?.contains("does not begin like a history") == true, "\(run)")
    #expect(!place.runFiles.isEmpty)
    #expect(try place.text(history) == "my notes\n")
  }

  @Test func `run files of elsewhere are added, all or none`() throws {
    _ = try place.hasty("run")
    let run = try #require(place.runFiles.first)
    try place.file("broken.json", "{}")
    let refused = try place.example("history", "add", run, "broken.json")
    #expect(refused.status == 4, "\(refused)")
    #expect(try place.text(history).split(separator: "\n").count == 1)
    #expect(try place.example("history", "add", run, run).status == 0)
    #expect(try place.text(history).split(separator: "\n").count == 3)
  }

  @Test func `a report of a run file and a gate on it tell the history, too`() throws {
    try made(runs: 40)
    let run = try #require(place.runFiles.first)
    let report = try place.example("report", run, "--alone", "--output", "page")
    #expect(report.status == 0, "\(report)")
    #expect(try place.text("page/README.md").contains("## History"))
    #expect(try place.text("page/README.md").contains("commit-20"))
    let gate = try place.example("gate", "--run", run, "--format", "markdown=gate.md")
    #expect(gate.status == 4, "\(gate)")
    #expect(try place.text("gate.md").contains("## History"))
    #expect(try place.text(history).split(separator: "\n").count == 40, "neither is a run")
  }

  @Test(arguments: [["show", "sums"], ["changepoints"], ["changepoints", "--filter", "simd"]])
  func `a metric that no run has is no row without a change`(arguments: [String]) throws {
    _ = try place.hasty("run")
    let outcome = try Executable.example.run(["history"] + arguments + ["--metric", "instructions"], in: place.folder)
    #expect(outcome.status == 4 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("no run in '.tickmark/history/") == true, "\(outcome)")
    #expect(outcome.complaints.first?.contains("has the metric 'instructions'") == true, "\(outcome)")
  }

  @Test func `rows of another tool in the same file leave one's own with their history`() throws {
    try made(runs: 24)
    try place.file("go.txt", "pkg: foreign\nBenchmarkOp 100 1000 ns/op\nBenchmarkOp 100 1001 ns/op\nPASS\n")
    let machine = try SharedBaseline.machineClass()
    #expect(try place.tickmark("import", "go.txt", "--machine-class", machine, "--output", "go.json").status == 0)
    #expect(try place.example("history", "add", "go.json").status == 0)
    let found = try place.example("history", "changepoints", "--level", "0.01")
    #expect(found.output.contains("▲ +10.0 %") && !found.output.contains("left out: 24 runs"), "\(found)")
    let shown = try place.example("history", "show", "sums/running/64:simd")
    #expect(shown.output.contains("time, 24 runs"), "\(shown)")
  }

  @Test func `a variable that is empty names no folder`() throws {
    let settings = ["TICKMARK_HISTORY": "", "TICKMARK_BASELINES": "", "TICKMARK_BUDGETS": "", "TICKMARK_SECONDS": ""]
    let run = try place.hasty("run", faults: settings)
    #expect(run.status == 0 && history.hasPrefix(".tickmark/history/"), "\(run)")
    let saved = try place.hasty("baseline", "save", faults: settings)
    #expect(saved.status == 0 && saved.output.hasPrefix("Baselines/"), "\(saved)")
  }

  @Test func `a baseline that is measured is a run of the history`() throws {
    #expect(try place.hasty("baseline", "save").status == 0)
    #expect(try place.text(history).split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    (["show", "nothing"], 64, "no case matches 'nothing'"),
    (["changepoints", "--metric", "cpu"], 64, "--metric is one of"),
    (["changepoints", "--level", "2"], 64, "--level"),
    (["changepoints", "--machine", "other"], 66, "there is no history"),
    (["changepoints", "--format", "xml=-"], 64, "unknown format"),
    (["add", "none.json"], 66, "there is no 'none.json'"),
  ])
  func `what cannot be shown is said in a line`(arguments: [String], status: Int32, text: String) throws {
    _ = try place.hasty("run")
    let outcome = try Executable.example.run(["history"] + arguments, in: place.folder)
    #expect(outcome.status == status, "\(outcome)")
    #expect(outcome.errors.contains(text), "\(outcome)")
  }
}
