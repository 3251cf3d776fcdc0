import Foundation
import Testing

@testable import TickmarkFlags

@Suite struct TargetingTests {
  /// A condition, and whether it holds for `attributes`.
  static let conditions: [(rule: String, holds: Bool)] = [
    (#"{"==": [{"var": "host"}, "alpha"]}"#, true), (#"{"==": [{"var": "host"}, "beta"]}"#, false),
    (#"{"!=": [{"var": "host"}, "beta"]}"#, true), (#"{"==": [{"var": "cores"}, "8"]}"#, false),
    (#"{"==": [{"var": "absent"}, null]}"#, true), (#"{"<": [{"var": "cores"}, 9]}"#, true),
    (#"{"<": [{"var": "cores"}, 8]}"#, false), (#"{"<=": [{"var": "cores"}, 8]}"#, true),
    (#"{">": [{"var": "cores"}, 7]}"#, true), (#"{">=": [{"var": "cores"}, 9]}"#, false),
    (#"{"<": [7, {"var": "cores"}, 9]}"#, true), (#"{"<": [8, {"var": "cores"}, 9]}"#, false),
    (#"{"<": [{"var": "host"}, "beta"]}"#, true), (#"{"<": [{"var": "host"}, 9]}"#, false),
    (#"{"in": ["lph", {"var": "host"}]}"#, true), (#"{"in": [{"var": "cores"}, [4, 8]]}"#, true),
    (#"{"in": [{"var": "host"}, ["beta"]]}"#, false), (#"{"in": [1, 2]}"#, false),
    (#"{"and": [true, {"var": "cores"}]}"#, true), (#"{"and": [true, 0, true]}"#, false),
    (#"{"or": [false, "", {"var": "host"}]}"#, true), (#"{"or": [false, []]}"#, false),
    (#"{"!": {"var": "absent"}}"#, true), (#"{"!": [true]}"#, false),
    (#"{"starts_with": [{"var": "host"}, "al"]}"#, true), (#"{"starts_with": [{"var": "host"}, "ha"]}"#, false),
    (#"{"ends_with": [{"var": "host"}, "ha"]}"#, true), (#"{"ends_with": [{"var": "cores"}, "8"]}"#, false),
    (#"{"==": [{"cat": [{"var": "host"}, "-", {"var": "cores"}]}, "alpha-8"]}"#, true),
    (#"{"==": [{"var": ["absent", "x"]}, "x"]}"#, true), (#"{"==": [{"var": "site.city"}, "Rome"]}"#, true),
    (#"{"==": [{"var": "targetingKey"}, "user"]}"#, true),
    (#"{"==": [{"var": "$flagd.flagKey"}, "sample.speed"]}"#, true),
  ]

  static let attributes: [String: FlagValue] = [
    "host": .text("alpha"), "cores": .number(8), "site": .object(["city": .text("Rome")]),
  ]

  @Test(arguments: conditions) func `a condition decides between two variants`(rule: String, holds: Bool) throws {
    let flags = try Sample.flags(Sample.entry(targeting: #"{"if": [\#(rule), "scalar", "simd"]}"#))
    let evaluation = flags.evaluate("sample.speed", targetingKey: "user", attributes: Self.attributes)
    #expect(evaluation.value == (holds ? "scalar" : "simd"), "\(evaluation)")
    #expect(evaluation.reason == .targetingMatch)
  }

  @Test func `a chain of conditions takes the first that holds, or else the default variant`() throws {
    let rule = #"{"if": [{"==": [{"var": "n"}, 1]}, "scalar", {"==": [{"var": "n"}, 2]}, "simd"]}"#
    let flags = try Sample.flags(Sample.entry(targeting: rule))
    let values = [1.0, 2, 3].map { flags.evaluate("sample.speed", attributes: ["n": .number($0)]) }
    #expect(values.map(\.value) == ["scalar", "simd", "fused"])
    #expect(values.map(\.reason) == [.targetingMatch, .targetingMatch, .default])
  }

  @Test func `a condition alone decides between variants named true and false`() throws {
    let flags = try Sample.flags(
      #"{"state": "ENABLED", "variants": {"true": "fused", "false": "scalar"}, "targeting": {"var": "on"}}"#)
    #expect(flags.evaluate("sample.speed", attributes: ["on": .boolean(true)]).value == "fused")
    #expect(flags.evaluate("sample.speed", attributes: ["on": .boolean(false)]).value == "scalar")
  }

  @Test func `hashes are those of mmh3`() throws {
    struct Known: Decodable {
      let text: String
      let hash: UInt32
    }
    let url = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/murmur.json")
    let known = try JSONDecoder().decode([Known].self, from: Data(contentsOf: url))
    #expect(known.count >= 15)
    for entry in known {
      #expect(MurmurHash3.hash(entry.text) == entry.hash, "\(entry.text)")
      // Piece by piece: the state goes on wherever a word was left.
      var state = MurmurHash3()
      for character in entry.text { state.append(String(character)) }
      #expect(state.finished == entry.hash, "\(entry.text)")
    }
  }

  private static let keys = (0..<20_000).map { "user-\($0)" }

  private static func split(_ weights: [Int]) throws -> [String] {
    let names = ["scalar", "simd", "fused"]
    let pairs = zip(names, weights).map { "[\"\($0)\", \($1)]" }.joined(separator: ", ")
    let flags = try Sample.flags(Sample.entry(targeting: "{\"fractional\": [\(pairs)]}"))
    return keys.map { flags.evaluate("sample.speed", targetingKey: $0).value }
  }

  @Test(arguments: [[50, 30, 20], [1, 1, 1], [0, 1, 0], [1, 999, 0], [2_000_000_000, 100_000_000, 47_483_647]])
  func `a split gives each variant its share of the keys`(weights: [Int]) throws {
    let values = try Self.split(weights)
    let total = Double(weights.reduce(0, +))
    for (name, weight) in zip(["scalar", "simd", "fused"], weights) {
      let share = Double(weight) / total
      let count = Double(values.count { $0 == name })
      let deviation = (Double(values.count) * share * (1 - share)).squareRoot()
      #expect(abs(count - Double(values.count) * share) <= 4 * deviation, "\(name): \(count)")
    }
  }

  @Test func `a variant whose weight grows keeps the keys that it has`() throws {
    var last = try Self.split([0, 100, 0]).map { $0 == "scalar" }
    for weight in [1, 10, 50, 99, 100] {
      let now = try Self.split([weight, 100 - weight, 0]).map { $0 == "scalar" }
      #expect(zip(last, now).allSatisfy { !$0 || $1 })
      #expect(now.count { $0 } > last.count { $0 })
      last = now
    }
  }

  @Test func `a split is the bucket of flagd's published formula, in every process`() throws {
    let values = try Self.split([25, 50, 25])
    // `(mmh3.hash(key) * total) >> 32`, written apart.
    let expected = Self.keys.map { key in
      let bucket = (UInt64(MurmurHash3.hash("sample.speed" + key)) * 100) >> 32
      return bucket < 25 ? "scalar" : bucket < 75 ? "simd" : "fused"
    }
    #expect(values == expected)
  }

  @Test func `a split has its reason, its variant, and nothing else to say`() throws {
    let flags = try Sample.flags(Sample.entry(targeting: #"{"fractional": [["scalar", 1]]}"#))
    let evaluation = flags.evaluate("sample.speed", targetingKey: "a")
    #expect(evaluation == Evaluation("sample.speed", value: "scalar", variant: "scalar", reason: .split))
  }

  @Test func `a split by another attribute needs no key, and one inside a condition is a split too`() throws {
    let rule = #"{"if": [true, {"fractional": [{"var": "host"}, ["scalar", 50], ["simd", 50]]}]}"#
    let flags = try Sample.flags(Sample.entry(targeting: rule))
    let values = (0..<200).map { flags.evaluate("sample.speed", attributes: ["host": .text("h\($0)")]) }
    #expect(values.allSatisfy { $0.reason == .split && $0.errorCode == nil })
    #expect(Set(values.map(\.value)) == ["scalar", "simd"])
  }

  @Test func `a share for the default variant is a null`() throws {
    let flags = try Sample.flags(Sample.entry(targeting: #"{"fractional": [[null, 1]]}"#))
    let evaluation = flags.evaluate("sample.speed", targetingKey: "a")
    #expect(evaluation.value == "fused" && evaluation.reason == .default)
  }
}
