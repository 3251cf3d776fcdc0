import Testing

/// Whether a planted slowdown is seen and none is invented. One after the other: they time things.
@Suite(.serialized, .timeLimit(.minutes(3))) struct RegressionTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try SharedBaseline.copy(to: place)
  }

  @Test(arguments: ["run", "gate"]) func `a planted slowdown of ten per cent ends with 1 and stands in the report`(
    command: String
  ) throws {
    let outcome = try Executable.example.run(
      [command, "--report", "report"] + SharedBaseline.effort, in: place.folder, environment: ["EXAMPLE_SLOW": "1.10"])
    #expect(outcome.status == 1, "\(outcome)")
    let row = try place.json("report/comparison.json").row("sums/running/64", "simd", metric: "wall")
    #expect(row["verdict"].text == "regressed")
    #expect(abs((row["ratio"].number ?? 0) - 1.1) < 0.05, "\(row["ratio"].number ?? 0)")
    #expect(row["note"].text?.contains("shown again in 24 fresh processes") == true)
    let lines = try place.text("report/README.md").split(separator: "\n")
    #expect(lines.contains { $0.contains("running/64") && $0.contains("simd") && $0.contains("regressed") })
    #expect(outcome.output.contains("Regressed"), "\(outcome)")
  }

  @Test(arguments: 1...3) func `identical code passes again and again`(turn: Int) throws {
    let outcome = try Executable.example.run(["gate"] + SharedBaseline.effort, in: place.folder)
    #expect(outcome.status == 0, "turn \(turn): \(outcome)")
  }
}
