import Testing
import TickmarkCache

@Suite struct CacheKeyTests {
  private func key(
    operation: String = "ema", variant: String = "simd",
    parameters: [String: CacheParameter] = ["window": .integer(20)],
    dataset: String = "abc", program: String = "1"
  ) -> CacheKey {
    CacheKey(operation: operation, variant: variant, parameters: parameters, dataset: dataset, program: program)
  }

  @Test func `whatever a value follows from makes another key`() {
    let keys = [
      key(), key(operation: "sma"), key(variant: "scalar"), key(dataset: "abd"), key(program: "2"),
      key(parameters: [:]), key(parameters: ["window": .integer(21)]), key(parameters: ["days": .integer(20)]),
      key(parameters: ["window": .number(20)]), key(parameters: ["window": .text("20")]),
      key(parameters: ["window": .integer(20), "days": .integer(20)]),
    ]
    #expect(Set(keys).count == keys.count)
    #expect(Set(keys.map(\.description)).count == keys.count)
  }

  @Test func `fields do not run into each other`() {
    let keys = [
      key(operation: "ab", variant: "c"), key(operation: "a", variant: "bc"), key(operation: "abc", variant: ""),
      key(parameters: ["a": .text("b"), "c": .text("d")]), key(parameters: ["a": .text("bcd")]),
      key(dataset: "x", program: ""), key(dataset: "", program: "x"),
    ]
    #expect(Set(keys).count == keys.count)
  }

  @Test func `equal fields give equal keys, in whatever order they come`() {
    let names = (0..<20).map { "p\($0)" }
    let forwards = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, CacheParameter.integer($0)) })
    var backwards: [String: CacheParameter] = [:]
    for (index, name) in names.enumerated().reversed() { backwards[name] = .integer(index) }
    #expect(key(parameters: forwards) == key(parameters: backwards))
    #expect(key(parameters: ["x": .number(-0.0)]) == key(parameters: ["x": .number(0)]))
    #expect(key(parameters: ["x": .number(.nan)]) == key(parameters: ["x": .number(-Double.nan)]))
  }

  @Test func `a key reads back from its digits and from nothing else`() {
    let key = key()
    #expect(CacheKey(key.description) == key)
    let small = CacheKey(high: 0, low: 1)
    #expect(small.description == String(repeating: "0", count: 31) + "1" && CacheKey(small.description) == small)
    for text in [
      "", "1", key.description + "0", String(key.description.dropLast()), "+" + key.description.dropFirst(),
      "g" + key.description.dropFirst(), String(repeating: "A", count: 32),
    ] {
      #expect(CacheKey(text) == nil, "\(text)")
    }
  }

  /// What is in a folder was keyed by another process: the digest must never change.
  @Test func `the digest is what it always was`() {
    #expect(key().description == "92de0cdcd170889565d6bb713cbe8d29")
  }
}
