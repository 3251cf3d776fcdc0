import Foundation
import Testing

@Suite struct RunTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test func `a run ends well, shows a table of at most 80 columns and keeps a run file`() throws {
    let outcome = try place.hasty("run")
    #expect(outcome.status == 0, "\(outcome)")
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(outcome)")
    #expect(lines.contains { $0.hasPrefix("running/64  simd") }, "\(outcome)")
    #expect(lines.contains { $0.contains("Measured: 3 rows timed") })
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(place.runFiles.count == 1)
    let history = try ".tickmark/history/\(SharedBaseline.machineClass()).jsonl"
    #expect(place.files == [history] + place.runFiles)
    #expect(outcome.errors.contains("run file: \(place.runFiles.first ?? "none")\n"))
    #expect(outcome.errors.contains("no baseline for 'sums'"))
  }

  @Test func `the run file says what was measured, on what, and how it agrees`() throws {
    _ = try place.hasty("run")
    let file = try place.json(#require(place.runFiles.first))
    #expect(file["schema"].text == "tickmark.run/1")
    #expect(file["cases"].list.count == 3)
    #expect(file["machine"]["class"].text == (try SharedBaseline.machineClass()))
    let row = file.row("sums/running/64", "simd")
    #expect((row["metrics"]["wall"]["median"].number ?? 0) > 0)
    #expect(row["metrics"]["wall"]["samples"].numbers.count >= 10)
    #expect(row["metrics"]["allocations"]["median"].number == 0)
    #expect(row["agreement"]["disagreement"].isNull)
    #expect(row["processes"].list.count == 2)
    #expect(row["speedup"]["against"].text == "scalar")
  }

  @Test func `only data go to standard output where it carries JSON`() throws {
    let outcome = try place.hasty("run", "--format", "json=-")
    #expect(outcome.status == 0, "\(outcome)")
    let document = try JSON(Data(outcome.output.utf8))
    #expect(document["schema"].text == "tickmark.run/1")
    #expect(outcome.errors.contains("running/64"), "the table is a message then")
  }

  @Test func `several formats are written at once, each where it was asked for`() throws {
    let outcome = try place.hasty(
      "run", "--format", "csv=out/rows.csv", "--format", "markdown=run.md", "--format", "json=run.json")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.text("out/rows.csv").contains("sums/running/64"))
    #expect(try place.text("run.md").contains("running/64"))
    #expect(try place.json("run.json")["schema"].text == "tickmark.run/1")
    #expect(outcome.output.contains("running/64"))
  }

  @Test func `quiet leaves standard error empty`() throws {
    let outcome = try place.hasty("run", "--quiet")
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    #expect(outcome.output.contains("running/64"))
  }

  @Test func `colours need a terminal, and no colour is asked for with NO_COLOR`() throws {
    let plain = try terminal(environment: ["NO_COLOR": "1", "EXAMPLE_WRONG": "1"])
    #expect(plain.contains("running/64"), "\(plain)")
    #expect(!plain.contains("\u{1B}[3"), "\(plain)")
    #expect(try terminal(environment: ["EXAMPLE_WRONG": "1"]).contains("\u{1B}["))
  }

  /// What the program shows on a terminal of its own.
  private func terminal(environment: [String: String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let command =
      ([Executable.example.url.path, "run", "--filter", "running", "--quiet"] + SharedBaseline.hasty)
      .map { "'\($0)'" }.joined(separator: " ")
    process.arguments = [
      "python3", "-c", "import pty, sys; sys.exit(pty.spawn(['/bin/sh', '-c', sys.argv[1]]) >> 8)", command,
    ]
    process.currentDirectoryURL = place.folder
    process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "NO_COLOR" }
      .merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test func `what a body prints reaches no data`() throws {
    let outcome = try place.hasty("run", "--format", "json=-", faults: ["EXAMPLE_PRINT": "1"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try JSON(Data(outcome.output.utf8))["cases"].list.count == 3)
    #expect(!outcome.output.contains("a body talks"))
  }

  @Test func `quick leaves large sizes out, and says so`() throws {
    let outcome = try place.hasty("run", "--filter", "walks", "--quick")
    #expect(outcome.status == 0, "\(outcome)")
    let file = try place.json(#require(place.runFiles.first))
    #expect(file["cases"].list.map { $0["case"].text } == ["walks/steps/32"])
    #expect(file["notes"].list.contains { $0.text?.contains("walks/steps/320: left out") == true })
  }

  @Test func `what takes minutes runs where a filter asks for it`() throws {
    let every = try place.example("run", "--processes", "2", "--seconds", "0.005")
    #expect(every.status == 0, "\(every)")
    let file = try place.json(#require(place.runFiles.first))
    #expect(
      file["notes"].list.contains { $0.text?.contains("walks/steps/3200: left out, since it takes minutes") == true })
    let asked = try place.example(
      "run", "--filter", "walks/steps/3200", "--processes", "2", "--seconds", "0.005", "--format", "json=-")
    #expect(try JSON(Data(asked.output.utf8))["cases"].list.map { $0["case"].text } == ["walks/steps/3200"])
  }

  @Test func `the flag beats the environment, the environment the file, and the file the default`() throws {
    func processes(_ flags: [String], _ environment: [String: String]) throws -> Int {
      let here = try Workplace()
      try here.file("tickmark.toml", "processes = 3\nseconds = 0.005\n")
      let outcome = try Executable.example.run(
        ["run", "--filter", "walks/steps/32", "--format", "json=-"] + flags, in: here.folder, environment: environment)
      return try JSON(Data(outcome.output.utf8)).row("walks/steps/32", "scalar")["processes"].list.count
    }
    #expect(try processes([], [:]) == 3)
    #expect(try processes([], ["TICKMARK_PROCESSES": "4"]) == 4)
    #expect(try processes(["--processes", "2"], ["TICKMARK_PROCESSES": "4"]) == 2)
  }

  @Test func `settings are found upward of the folder`() throws {
    try place.file("tickmark.toml", "processes = 2\nseconds = 0.005\nbaselines = \"Elsewhere\"\n")
    try place.file("a/b/keep", "")
    let outcome = try Executable.example.run(
      ["baseline", "save", "--filter", "walks"], in: place.folder.appending(path: "a/b"))
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.hasPrefix("Elsewhere/"))
  }
}

@Suite struct WrongVariantTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test(arguments: ["run", "gate"]) func `a variant that disagrees is named, not timed, and ends with 5`(
    command: String
  ) throws {
    let outcome = try place.hasty(command, faults: ["EXAMPLE_WRONG": "1"])
    #expect(outcome.status == 5, "\(outcome)")
    let file = try place.json(#require(place.runFiles.first))
    let wrong = file.row("sums/running/64", "simd")
    #expect(wrong["metrics"].keys.isEmpty)
    #expect(wrong["processes"].list.isEmpty)
    #expect(wrong["agreement"]["disagreement"].text?.contains("[3]") == true)
    #expect(outcome.output.contains("not timed"), "\(outcome)")
    #expect(outcome.output.contains("[3]"), "where it first differs: \(outcome)")
    for (id, variant) in [("sums/running/64", "scalar"), ("sums/total/64", "scalar")] {
      #expect((file.row(id, variant)["metrics"]["wall"]["median"].number ?? 0) > 0)
    }
  }

  @Test func `a run with a disagreement cannot become a baseline`() throws {
    let path = try SharedBaseline.copy(to: place)
    let before = try place.bytes(path)
    let outcome = try place.hasty("baseline", "save", faults: ["EXAMPLE_WRONG": "1"])
    #expect(outcome.status == 5, "\(outcome)")
    #expect(outcome.complaints.count == 1)
    #expect(outcome.complaints.first?.contains("sums/running/64: 'simd' does not agree") == true)
    #expect(try place.bytes(path) == before)
    #expect(place.files == [path])
  }
}
