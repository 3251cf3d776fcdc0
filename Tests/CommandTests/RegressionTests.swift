import Testing

/// Whether a planted slowdown is seen and none is invented, on a model machine that is as restless as the real ones.
@Suite(.timeLimit(.minutes(20))) struct RegressionTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try SharedBaseline.copy(to: place)
  }

  private func example(_ command: [String], _ faults: [String: String]) throws -> Outcome {
    try Executable.example.run(command + SharedBaseline.effort, in: place.folder, environment: faults)
  }

  @Test(arguments: ["run", "gate"]) func `a planted slowdown of ten per cent ends with 1 and stands in the report`(
    command: String
  ) throws {
    let outcome = try example([command, "--report", "report"], ["EXAMPLE_SLOW": "1.10", "EXAMPLE_SEED": "1"])
    #expect(outcome.status == 1, "\(outcome)")
    let row = try place.json("report/comparison.json").row("sums/running/64", "simd", metric: "wall")
    #expect(row["verdict"].text == "regressed")
    #expect(abs((row["ratio"].number ?? 0) - 1.1) < 0.02, "\(row["ratio"].number ?? 0)")
    #expect(row["note"].text?.contains("shown again in 24 fresh processes") == true)
    let lines = try place.text("report/README.md").split(separator: "\n")
    #expect(lines.contains { $0.contains("running/64") && $0.contains("simd") && $0.contains("regressed") })
    #expect(outcome.output.contains("Regressed"), "\(outcome)")
  }

  @Test(arguments: 2...6) func `identical code passes on every other day`(day: Int) throws {
    let outcome = try example(["gate"], ["EXAMPLE_SEED": "\(day)"])
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test(arguments: ["0.7", "1.4"]) func `a machine that became faster or slower is no change of the code`(
    pace: String
  ) throws {
    let outcome = try example(["gate"], ["EXAMPLE_PACE": pace, "EXAMPLE_SEED": "7"])
    #expect(outcome.status == 0, "\(outcome)")
    let unseen = try example(["gate"], ["EXAMPLE_PACE": pace, "EXAMPLE_SEED": "8", "EXAMPLE_SLOW": "1.10"])
    #expect(unseen.status == 1, "\(unseen)")
  }

  @Test(arguments: ["0.5", "2"]) func `a machine of another pace altogether is no judge of the code`(
    pace: String
  ) throws {
    let outcome = try example(["gate", "--strict", "--format", "json=gate.json"], ["EXAMPLE_PACE": pace])
    #expect(outcome.status == 2, "\(outcome)")
    let rows = try place.json("gate.json")["rows"].list.filter { $0["metric"].text == "wall" }
    #expect(rows.allSatisfy { $0["note"].text?.hasPrefix("the yardstick 'arithmetic' takes ") == true }, "\(outcome)")
  }

  @Test func `a run whose times are a model's says so`() throws {
    #expect(try place.hasty("run").output.contains("times are of the model 'example', not of a clock"))
  }

  @Test func `the system's clocks time the same bodies`() throws {
    let outcome = try place.hasty("run", faults: ["EXAMPLE_CLOCK": "1"])
    // On a machine that does other things a control may fire: not what this is about.
    #expect([0, 1, 3].contains(outcome.status), "\(outcome)")
    let run = try place.json(#require(place.runFiles.first))
    #expect(!run["notes"].list.contains { $0.text?.contains("model") == true })
    let median = try #require(run.row("sums/running/64", "simd")["metrics"]["wall"]["median"].number)
    #expect(median > 1 && median < 1e8)
  }
}
