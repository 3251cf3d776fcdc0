import Foundation
import Testing

@Suite struct BaselineCommandTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test func `save names the files that it wrote, and they pass the gate`() throws {
    let outcome = try place.example("baseline", "save", "--processes", "2", "--seconds", "0.005", "--quick")
    #expect(outcome.status == 0, "\(outcome)")
    let machine = try SharedBaseline.machineClass()
    let stored = ["Baselines/\(machine)/sums.json", "Baselines/\(machine)/walks.json"]
    #expect(outcome.output == stored.map { $0 + "\n" }.joined())
    #expect(place.files == [".tickmark/history/\(machine).jsonl"] + stored)
    #expect(try place.hasty("gate").status == 0)
  }

  @Test func `save takes the suites of a filter whole, since half a suite is no baseline`() throws {
    let outcome = try place.hasty("baseline", "save", "--filter", "running")
    #expect(outcome.status == 0, "\(outcome)")
    let path = outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try place.json(path)["cases"].list.count == 3)
  }

  @Test func `a run file can be stored without measuring again`() throws {
    _ = try place.hasty("run")
    let run = try #require(place.runFiles.first)
    let outcome = try place.example("baseline", "save", "--run", run)
    #expect(outcome.status == 0, "\(outcome)")
    let path = outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try place.bytes(path) == place.bytes(run))
  }

  @Test(arguments: [
    ["--filter", "nothing"], ["--quick"], ["--processes", "7"], ["--flag", "a=b"], ["--history", "elsewhere"],
    ["--margin", "0.5"], ["--strict"], ["--confirm"], ["--budgets", "limits.toml"],
  ]) func `an option that a stored run cannot heed is refused, not ignored`(option: [String]) throws {
    let path = try place.file("run.json", place.text(SharedBaseline.copy(to: place)))
    try FileManager.default.removeItem(atPath: place.path("Baselines"))
    let outcome = try Executable.example.run(["baseline", "save", "--run", path] + option, in: place.folder)
    #expect(outcome.status == 64 && outcome.complaints.first?.hasPrefix(option[0]) == true, "\(outcome)")
    #expect(!place.exists("Baselines"))
  }

  @Test func `what became worse is accepted with a reason only, and the reason is kept`() throws {
    let path = try SharedBaseline.copy(to: place)
    let before = try place.bytes(path)
    _ = try place.hasty("run", faults: ["EXAMPLE_ALLOCATE": "1"])
    let refused = try place.example("baseline", "accept")
    #expect(refused.status == 64, "\(refused)")
    #expect(refused.complaints.first?.contains("'sums/running/64:simd' (allo") == true, "\(refused)")
    #expect(try place.bytes(path) == before)
    let accepted = try place.example("baseline", "accept", "--reason", "the new buffer pays for itself")
    #expect(accepted.status == 0 && accepted.output == "\(path)\n", "\(accepted)")
    let notes = try place.json(path)["notes"].list.compactMap(\.text)
    #expect(notes.contains { $0.hasPrefix("accepted: the new buffer pays for itself (") }, "\(notes)")
  }

  @Test func `accept takes a run without a word where nothing is worse, and a failed run never`() throws {
    _ = try place.hasty("run")
    #expect(try place.example("baseline", "accept").status == 0)
    _ = try place.hasty("run", faults: ["EXAMPLE_WRONG": "1"])
    let wrong = try place.example("baseline", "accept", "--reason", "no matter")
    #expect(wrong.status == 5, "\(wrong)")
  }

  @Test func `accept without any run says how to make one`() throws {
    let outcome = try place.example("baseline", "accept")
    #expect(outcome.status == 66 && outcome.complaints == ["there is no run in '.tickmark/runs'; 'run' makes one"])
  }

  @Test func `rows that are stored and were not measured are not lost without a word`() throws {
    let path = try SharedBaseline.copy(to: place)
    let before = try place.bytes(path)
    let outcome = try place.hasty("baseline", "save", faults: ["EXAMPLE_HIDE": "1"])
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("1 rows of 'sums' that are stored, 'sums/total/64:scalar'") == true)
    #expect(try place.bytes(path) == before)
    #expect(try place.hasty("baseline", "save", "--replace", faults: ["EXAMPLE_HIDE": "1"]).status == 0)
    #expect(try place.json(path)["cases"].list.count == 2)
  }

  @Test func `a run in which a control fired cannot become a baseline`() throws {
    _ = try place.hasty("run")
    var run = try place.json(#require(place.runFiles.first))
    run["controls"].list = run["controls"].list.map { control in
      var control = control
      control.set("fired", true)
      return control
    }
    try place.file("unfit.json", String(decoding: run.data(), as: UTF8.self))
    let outcome = try place.example("baseline", "save", "--run", "unfit.json")
    #expect(outcome.status == 3, "\(outcome)")
    #expect(!place.exists("Baselines"))
  }

  @Test func `list shows every baseline, and of a damaged one what is wrong`() throws {
    let path = try SharedBaseline.copy(to: place)
    try place.file("Baselines/another-64c/walks.json", "{")
    let outcome = try place.example("baseline", "list")
    #expect(outcome.status == 0, "\(outcome)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.contains { $0.hasPrefix("another-64c  walks  ") && $0.contains("is damaged: it is not JSON") })
    #expect(lines.contains { $0.hasPrefix("\(path.split(separator: "/")[1])  sums  3 rows, unknown, ") })
  }

  @Test func `show prints the stored file`() throws {
    let path = try SharedBaseline.copy(to: place)
    let outcome = try place.example("baseline", "show", "sums")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try JSON(Data(outcome.output.utf8))["cases"].list.count == place.json(path)["cases"].list.count)
    #expect(try place.example("baseline", "show", "walks").status == 4)
    #expect(try place.example("baseline", "show", "sums", "--machine", "another").status == 4)
  }

  @Test func `remove takes one away, and says so where there is none`() throws {
    let path = try SharedBaseline.copy(to: place)
    #expect(try place.example("baseline", "remove", "sums").status == 0)
    #expect(!place.exists(path))
    let again = try place.example("baseline", "remove", "sums")
    #expect(again.status == 4)
    #expect(again.complaints.first?.contains("no baseline for 'sums'") == true)
  }

  @Test func `diff compares a run file with the baseline and with another run file`() throws {
    let path = try SharedBaseline.copy(to: place)
    var slower = try place.json(path)
    slower["cases"].list = slower["cases"].list.map { Self.slowed($0, by: 0.2) }
    try place.file("slower.json", String(decoding: slower.data(), as: UTF8.self))
    for arguments in [["slower.json"], ["slower.json", "--before", path]] {
      let outcome = try Executable.example.run(
        ["baseline", "diff"] + arguments + ["--format", "json=-", "--margin", "0.02"], in: place.folder)
      #expect(outcome.status == 0, "\(outcome)")
      let comparison = try JSON(Data(outcome.output.utf8))
      #expect(comparison["kind"].text == (arguments.count == 1 ? "baseline" : "runs"))
      let ratio = try #require(comparison.row("sums/running/64", "simd", metric: "wall")["ratio"].number)
      #expect(abs(ratio - exp(0.2)) < 1e-6)
    }
  }

  @Test func `diff needs a run file that is there, and a baseline`() throws {
    let absent = try place.example("baseline", "diff", "nowhere.json")
    #expect(absent.status == 66, "\(absent)")
    #expect(absent.complaints == ["there is no 'nowhere.json'; name a run file that 'tickmark run' wrote"])
    let path = try SharedBaseline.copy(to: place)
    try place.file("run.json", place.text(path))
    try FileManager.default.removeItem(atPath: place.path("Baselines"))
    #expect(try place.example("baseline", "diff", "run.json").status == 4)
  }

  /// A row that took `exp(shift)` times as long beside its yardstick.
  static func slowed(_ row: JSON, by shift: Double) -> JSON {
    var row = row
    row["processes"].list = row["processes"].list.map { process in
      var process = process
      var yardsticks = process["yardsticks"]
      for key in yardsticks.keys { yardsticks.set(key, (yardsticks[key].number ?? 0) + shift) }
      process["yardsticks"] = yardsticks
      return process
    }
    return row
  }
}

@Suite struct ReportTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.file("run.json", place.text(SharedBaseline.copy(to: place)))
  }

  @Test func `a run and its baseline give a report with charts and data`() throws {
    let outcome = try place.example("report", "run.json", "--output", "out")
    #expect(outcome.status == 0, "\(outcome)")
    let files = place.files.filter { $0.hasPrefix("out/") }
    #expect(files.contains("out/README.md") && files.contains("out/results.csv"))
    #expect(files.contains("out/run.json") && files.contains("out/comparison.json"))
    #expect(files.contains { $0.hasPrefix("out/charts/") && $0.hasSuffix(".svg") })
    // The same numbers on both sides: nothing can have changed.
    let rows = try place.json("out/comparison.json")["rows"].list
    #expect(rows.allSatisfy { $0["ratio"].number == 1 })
    for match in try place.text("out/README.md").matches(of: #/\]\((charts/[^)]*)\)/#) {
      #expect(place.exists("out/\(match.1)"), "a picture that is linked is there")
    }
  }

  @Test func `two runs give a report of both`() throws {
    var faster = try place.json("run.json")
    faster["cases"].list = faster["cases"].list.map { BaselineCommandTests.slowed($0, by: -0.5) }
    try place.file("faster.json", String(decoding: faster.data(), as: UTF8.self))
    let outcome = try place.example("report", "faster.json", "--before", "run.json", "--output", "out")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.json("out/comparison.json")["kind"].text == "runs")
    #expect(try place.text("out/README.md").contains("improved"))
  }

  @Test func `a history that cannot be read is warned of, and one that nobody named is not missed`() throws {
    let named = try place.example("report", "run.json", "--alone", "--output", "out", "--history", "nowhere")
    #expect(
      named.status == 0 && named.errors.contains("warning: the report is without a history: there is no"), "\(named)")
    let unnamed = try place.example("report", "run.json", "--alone", "--output", "out")
    #expect(unnamed.status == 0 && !unnamed.errors.contains("warning"), "\(unnamed)")
    try place.file(".tickmark/history/\(SharedBaseline.machineClass()).jsonl", "my notes\n")
    for command in [["report", "run.json", "--output", "out"], ["gate", "--run", "run.json", "--report", "out"]] {
      let damaged = try Executable.example.run(command, in: place.folder)
      #expect(damaged.status == 0 && damaged.errors.contains("warning: the report is without a history"), "\(damaged)")
    }
  }

  @Test(arguments: ["started", "commit"]) func `a run file that was edited writes no report elsewhere`(key: String)
    throws
  {
    var run = try place.json("run.json")
    run.set(key, "../../evil")
    try place.file("a/b/evil.json", String(decoding: run.data(), as: UTF8.self))
    let folder = place.folder.appending(path: "a/b")
    let outcome = try Executable.example.run(["report", "evil.json", "--alone"], in: folder)
    #expect(outcome.status == 4 && outcome.complaints.first?.contains("'../../evil' is no") == true, "\(outcome)")
    #expect(!place.files.contains { $0.contains("README.md") }, "\(place.files)")
  }

  @Test func `a run alone is compared with nothing`() throws {
    let outcome = try place.example("report", "run.json", "--alone", "--output", "out")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(!place.exists("out/comparison.json"))
    let both = try place.example("report", "run.json", "--alone", "--before", "run.json")
    #expect(both.status == 64)
  }

  @Test func `a report and a diff tell a limit that the run breaks, and end with 0`() throws {
    try place.file(
      "limits.toml",
      """
      schema = "tickmark.budgets/1"
      [[budget]]
      case = "sums/running/64"
      variant = "simd"
      wall = "0.000001 ns"
      machine = "\(try SharedBaseline.machineClass())"
      """)
    for stored in [["--alone"], ["--before", "run.json"], []] {
      let report = try Executable.example.run(
        ["report", "run.json", "--budgets", "limits.toml", "--output", "out"] + stored, in: place.folder)
      #expect(report.status == 0, "\(report)")
      #expect(try place.text("out/README.md").contains("## Budgets"), "\(stored)")
    }
    let diff = try place.example("baseline", "diff", "run.json", "--budgets", "limits.toml")
    #expect(diff.status == 0, "\(diff)")
    #expect(diff.output.contains("budget broken: sums/running/64 simd time"), "\(diff)")
  }

  @Test(arguments: [["report"], ["baseline", "diff"]], ["--confirm", "--strict"])
  func `what measures and what exits by a verdict goes with neither`(command: [String], option: String) throws {
    let outcome = try Executable.example.run(command + ["run.json", option], in: place.folder)
    #expect(outcome.status == 64, "\(outcome)")
    #expect(
      outcome.complaints.first == "\(option) goes with 'run' and 'gate', not with '\(command.joined(separator: " "))'")
  }

  @Test func `the report's folder is named after day, commit and machine by default`() throws {
    #expect(try place.example("report", "run.json").status == 0)
    let day = try #require(place.json("run.json")["started"].text).prefix(10)
    #expect(place.exists("Reports/\(day)-unknown-\(try SharedBaseline.machineClass())/README.md"))
  }

  @Test func `a folder that is no report is left alone`() throws {
    try place.file("precious/thesis.txt", "mine")
    let outcome = try place.example("report", "run.json", "--output", "precious")
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.count == 1)
    #expect(place.files.filter { $0.hasPrefix("precious/") } == ["precious/thesis.txt"])
  }

  @Test func `without a baseline or a run file there is no report`() throws {
    try FileManager.default.removeItem(atPath: place.path("Baselines"))
    #expect(try place.example("report", "run.json").status == 4)
    #expect(try place.example("report", "nowhere.json").status == 66)
    try place.file("broken.json", "{")
    #expect(try place.example("report", "broken.json", "--alone").status == 4)
  }
}
