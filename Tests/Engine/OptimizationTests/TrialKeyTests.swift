import Testing
import TickmarkOptimization

@Suite struct TrialKeyTests {
  private static let here = TrialSurroundings(scenario: "crossover", dataset: "abc", codeVersion: "1")

  private func key(_ values: [String: ParameterValue], in surroundings: TrialSurroundings = here) throws -> TrialKey {
    TrialKey(try Spaces.mixed.point(of: values), of: Spaces.mixed, in: surroundings)
  }

  private static let values: [String: ParameterValue] = [
    "fast": .integer(10), "kind": .text("ema"), "rate": .float(0.5), "stop": .float(0.3), "width": .float(0),
  ]

  @Test(arguments: [
    ("fast", ParameterValue.float(10.0)), ("stop", .float(0.1 + 0.2)), ("width", .float(-0.0)), ("width", .integer(0)),
  ]) func `equal values have one key, however they are written`(name: String, value: ParameterValue) throws {
    #expect(try key(Self.values) == key(Self.values.merging([name: value]) { $1 }))
  }

  @Test(arguments: [
    ("fast", ParameterValue.integer(11)), ("kind", .text("sma")), ("rate", .float(0.5.nextUp)), ("stop", .float(0.2)),
    ("width", .float(.leastNonzeroMagnitude)),
  ]) func `other values have another`(name: String, value: ParameterValue) throws {
    #expect(try key(Self.values) != key(Self.values.merging([name: value]) { $1 }))
  }

  @Test func `another scenario, other data and other code have another`() throws {
    let others = [
      TrialSurroundings(scenario: "crossove", dataset: "rabc", codeVersion: "1"),
      TrialSurroundings(scenario: "crossover", dataset: "abd", codeVersion: "1"),
      TrialSurroundings(scenario: "crossover", dataset: "abc", codeVersion: "2"),
    ]
    let keys = try others.map { try key(Self.values, in: $0) } + [key(Self.values)]
    #expect(Set(keys).count == 4)
  }

  @Test(arguments: [
    ("fast", ParameterValue.float(10.5)), ("fast", .integer(51)), ("kind", .text("hull")), ("rate", .float(.nan)),
    ("rate", .float(.infinity)), ("stop", .text("much")), ("other", .integer(1)),
  ]) func `what lies outside of the space is refused`(name: String, value: ParameterValue) {
    #expect(throws: OptimizationError.self) { try key(Self.values.merging([name: value]) { $1 }) }
  }

  @Test func `a missing parameter is refused`() {
    #expect(throws: OptimizationError.missingValue(parameter: "rate")) {
      try key(Self.values.filter { $0.key != "rate" })
    }
  }

  @Test func `a key is 32 digits, and read back`() throws {
    let key = try key(Self.values)
    #expect("\(key)".count == 32 && TrialKey("\(key)") == key)
    #expect(TrialKey("abc") == nil && TrialKey(String(repeating: "g", count: 32)) == nil)
    #expect("\(TrialKey(high: 0, low: 1))" == String(repeating: "0", count: 31) + "1")
  }
}
