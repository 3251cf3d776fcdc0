import Foundation
import Testing

/// What a gate says of baselines that are absent, incomplete, damaged or another's. Times do not matter here.
@Suite struct GateTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test func `a baseline that is there and complete passes`() throws {
    try SharedBaseline.copy(to: place)
    let outcome = try place.hasty("gate")
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test func `no baseline is not a pass`() throws {
    let outcome = try place.hasty("gate")
    #expect(outcome.status == 4, "\(outcome)")
    #expect(
      outcome.errors.contains(
        "no baseline for 'sums' on \(try SharedBaseline.machineClass()); save one with 'tickmark baseline save"))
    #expect(place.runFiles.count == 1, "the run is kept all the same")
  }

  @Test func `a row that was removed from the baseline is visible as added, and not a pass`() throws {
    try SharedBaseline.copy(to: place) { $0["cases"].list.removeAll { $0["case"].text == "sums/total/64" } }
    let outcome = try place.hasty("gate", "--format", "json=comparison.json")
    #expect(outcome.status == 4, "\(outcome)")
    let comparison = try place.json("comparison.json")
    #expect(comparison["added"].list.map(\.text) == ["sums/total/64:scalar"])
    #expect(comparison["missing"].list.isEmpty)
    #expect(outcome.output.contains("total/64"))
    #expect(outcome.output.contains("added"), "\(outcome)")
  }

  @Test func `a case that is hidden is visible as missing, and not a pass`() throws {
    try SharedBaseline.copy(to: place)
    let outcome = try place.hasty("gate", "--format", "json=comparison.json", faults: ["EXAMPLE_HIDE": "1"])
    #expect(outcome.status == 4, "\(outcome)")
    #expect(try place.json("comparison.json")["missing"].list.map(\.text) == ["sums/total/64:scalar"])
    #expect(outcome.output.contains("missing"), "\(outcome)")
  }

  @Test func `a case with a new name is visible as missing and as added`() throws {
    try SharedBaseline.copy(to: place)
    let outcome = try place.hasty("gate", "--format", "json=comparison.json", faults: ["EXAMPLE_RENAME": "1"])
    #expect(outcome.status == 4, "\(outcome)")
    let comparison = try place.json("comparison.json")
    #expect(comparison["missing"].list.map(\.text) == ["sums/total/64:scalar"])
    #expect(comparison["added"].list.map(\.text) == ["sums/grand/64:scalar"])
  }

  @Test func `a case that the filter left out is not missing`() throws {
    try SharedBaseline.copy(to: place)
    let outcome = try place.hasty("gate", "--filter", "running")
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test(arguments: ["", "{", "[]", "{\"schema\":\"tickmark.run/1\",\"cases\":[]}"])
  func `a damaged baseline ends with 4 and one line, before anything is measured`(text: String) throws {
    let path = try SharedBaseline.copy(to: place)
    try place.file(path, text)
    let outcome = try place.hasty("gate")
    #expect(outcome.status == 4, "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
    #expect(outcome.complaints.first?.contains("'\(path)' is damaged: ") == true, "\(outcome)")
    #expect(place.runFiles.isEmpty)
  }

  @Test func `a baseline with a row twice is damaged, not a crash`() throws {
    try SharedBaseline.copy(to: place) { $0["cases"].list += $0["cases"].list }
    let outcome = try place.hasty("gate")
    #expect(outcome.status == 4, "\(outcome)")
    #expect(outcome.complaints.first?.contains("'sums/running/64:scalar' is there twice") == true)
  }

  @Test func `a baseline of an unknown version ends with 4 and names both versions`() throws {
    try SharedBaseline.copy(to: place) { $0.set("schema", "tickmark.run/2") }
    let outcome = try place.hasty("gate")
    #expect(outcome.status == 4, "\(outcome)")
    #expect(outcome.complaints.first?.contains("'tickmark.run/2', this program reads 'tickmark.run/1'") == true)
  }

  @Test(arguments: [(["gate"], 4), (["run"], 0), (["run", "--strict"], 2)])
  func `a baseline of another machine class leaves every row undecided, and is no baseline to a gate`(
    command: [String], status: Int
  ) throws {
    try SharedBaseline.copy(to: place) { document in
      var machine = document["machine"]
      machine.set("class", "another-64c")
      document["machine"] = machine
    }
    let outcome = try Executable.example.run(
      command + ["--filter", "sums", "--format", "json=comparison.json"] + SharedBaseline.hasty, in: place.folder)
    #expect(outcome.status == Int32(status), "\(outcome)")
    let comparison = try place.json("comparison.json")
    #expect(comparison["rows"].list.count == 9)
    #expect(comparison["rows"].list.allSatisfy { $0["verdict"].text == "undecided" })
    #expect(comparison["notes"].list.first?.text?.contains("the baseline is from another-64c") == true)
  }

  @Test func `a baseline over other data is none to a gate`() throws {
    #expect(try place.hasty("baseline", "save", "--filter", "walks").status == 0)
    #expect(try place.hasty("gate", "--filter", "walks").status == 0)
    let outcome = try place.hasty("gate", "--filter", "walks", faults: ["EXAMPLE_DATA": "1"])
    #expect(outcome.status == 4, "\(outcome)")
    #expect(outcome.output.contains("the baseline ran on other data"), "\(outcome)")
  }

  @Test func `one allocation where there was none fails, whatever the times say`() throws {
    try SharedBaseline.copy(to: place)
    let outcome = try place.hasty("gate", "--format", "json=comparison.json", faults: ["EXAMPLE_ALLOCATE": "1"])
    #expect(outcome.status == 1, "\(outcome)")
    let row = try place.json("comparison.json").row("sums/running/64", "simd", metric: "allocations")
    #expect(row["verdict"].text == "regressed")
    #expect(row["a"].number == 0)
    #expect(row["b"].number == 1)
    #expect(outcome.output.contains("Regressed") && outcome.output.contains("allocat"), "\(outcome)")
  }

  @Test func `a report is written before the exit, whatever the code`() throws {
    let outcome = try place.hasty("gate", "--report", "out", faults: ["EXAMPLE_WRONG": "1"])
    #expect(outcome.status == 5)
    #expect(try place.text("out/README.md").contains("at \\[3\\]: expected 121.0, got 122.0"))
    #expect(try place.json("out/run.json")["schema"].text == "tickmark.run/1")
  }
}

@Suite struct BudgetGateTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  /// Runs the gate with these limits for `sums/running/64`, `simd`.
  private func gate(_ limits: String, id: String = "sums/running/64", flags: [String] = []) throws -> Outcome {
    try SharedBaseline.copy(to: place)
    try place.file(
      "Baselines/budgets.toml",
      """
      schema = "tickmark.budgets/1"
      [[budget]]
      case = "\(id)"
      variant = "simd"
      \(limits.replacing("HERE", with: try SharedBaseline.machineClass()))
      """)
    return try Executable.example.run(
      ["gate", "--filter", "sums"] + flags + SharedBaseline.hasty, in: place.folder)
  }

  @Test(arguments: [
    "wall = \"1000000 s\"\nmachine = \"HERE\"", "allocations = 0", "allocated-bytes = 0", "speedup = 1e-30",
    "throughput = 1e-30\nmachine = \"HERE\"",
  ]) func `a limit that holds passes`(limits: String) throws {
    let outcome = try gate(limits, flags: ["--strict"])
    // Two processes leave the times undecided: only the budget's own line tells.
    #expect([0, 2].contains(outcome.status), "\(outcome)")
    #expect(!outcome.output.contains("budget "), "\(outcome)")
  }

  @Test(arguments: [
    ("wall = \"0.000001 ns\"\nmachine = \"HERE\"", "time"), ("speedup = 1e30", "speed-up"),
    ("throughput = 1e30\nmachine = \"HERE\"", "throughput"),
  ]) func `a broken limit ends with 1 and says by how much`(limits: String, words: String) throws {
    let outcome = try gate(limits)
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.output.contains("budget broken: sums/running/64 simd \(words)"), "\(outcome)")
  }

  @Test func `a broken limit of allocations ends with 1`() throws {
    try SharedBaseline.copy(to: place)
    try place.file(
      "limits.toml",
      """
      schema = "tickmark.budgets/1"
      [[budget]]
      case = "*"
      variant = "simd"
      allocations = 0
      """)
    let outcome = try place.hasty("gate", "--budgets", "limits.toml", faults: ["EXAMPLE_ALLOCATE": "1"])
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.output.contains("budget broken: sums/running/64 simd allocations"), "\(outcome)")
  }

  @Test(arguments: [
    ("speed = 2", "sums/running/64", "unknown key 'speed'"), ("", "sums/running/64", "it limits nothing"),
    ("speedup = 2", "sums/walking/64", "no case 'sums/walking/64' with a variant 'simd'"),
    ("wall = \"2 fortnights\"\nmachine = \"m\"", "sums/running/64", "units are ns, us, ms, s"),
    ("speedup = ", "sums/running/64", "it is not TOML"),
  ]) func `a budget that is not understood ends with 78 before anything is measured`(
    limits: String, id: String, problem: String
  ) throws {
    let outcome = try gate(limits, id: id)
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.complaints.count == 1)
    #expect(outcome.complaints.first?.hasPrefix("'Baselines/budgets.toml'") == true, "\(outcome)")
    #expect(outcome.complaints.first?.contains(problem) == true, "\(outcome)")
    #expect(place.runFiles.isEmpty)
  }

  @Test func `a budgets file that was named and is not there ends with 78`() throws {
    try SharedBaseline.copy(to: place)
    let outcome = try place.hasty("gate", "--budgets", "nowhere.toml")
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.complaints == ["there is no 'nowhere.toml'; write one, or leave --budgets out"])
    #expect(try place.hasty("gate").status == 0, "none by default is well")
  }
}
