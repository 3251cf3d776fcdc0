import Testing
import TickmarkStatistics

@testable import TickmarkGating

@Suite struct NamePatternTests {
  @Test(arguments: [
    ("", "", true), ("", "a", false), ("a", "a", true), ("a", "ab", false), ("*", "", true), ("*", "a/b/c", true),
    ("a*", "a", true), ("a*", "ba", false), ("*a", "ba", true), ("*a", "ab", false), ("a*b", "ab", true),
    ("a*b", "axxb", true), ("a*b", "a", false), ("a*a", "a", false), ("a*a", "aa", true), ("*a*", "xay", true),
    ("*a*", "x", false), ("a**b", "axb", true), ("a*b*c", "a-b-c", true), ("a*b*c", "a-c-b", false),
    ("a*b*a", "aba", true), ("*ab*b", "ab", false), ("tracking/*/64", "tracking/statistics/64", true),
  ]) func `a star stands for any run of characters, the empty one too`(pattern: String, name: String, isMatch: Bool) {
    #expect(NamePattern(pattern).matches(name) == isMatch)
  }

  @Test func `every name matches itself with any piece of it replaced by a star`() {
    var random = SplitMix64(seed: 7)
    for turn in 0..<500 {
      let name = Self.word(length: Int(random.next() % 9), using: &random)
      let cuts = [Int(random.next() % UInt64(name.count + 1)), Int(random.next() % UInt64(name.count + 1))].sorted()
      let pattern = "\(name.prefix(cuts[0]))*\(name.dropFirst(cuts[1]))"
      #expect(NamePattern(pattern).matches(name), "'\(pattern)' and '\(name)', seed 7, turn \(turn)")
    }
  }

  @Test func `it decides as the plain recursive definition does`() {
    var random = SplitMix64(seed: 11)
    for turn in 0..<2_000 {
      let name = Self.word(length: Int(random.next() % 7), using: &random)
      let pattern = Self.word(length: Int(random.next() % 6), using: &random).map { $0 == "c" ? "*" : $0 }
      let expected = Self.matches(pattern[...], Array(name)[...])
      #expect(
        NamePattern(String(pattern)).matches(name) == expected, "'\(String(pattern))', '\(name)', seed 11, turn \(turn)"
      )
    }
  }

  @Test func `only a star is a wildcard`() {
    #expect(NamePattern("a*").hasWildcard)
    #expect(!NamePattern("a?[b].").hasWildcard)
    #expect(!NamePattern("a?").matches("ab"))
  }

  private static func word(length: Int, using random: inout SplitMix64) -> String {
    String((0..<length).map { _ in Character(["a", "b", "c"][Int(random.next() % 3)]) })
  }

  private static func matches(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    if first == "*" {
      return matches(pattern.dropFirst(), name) || (!name.isEmpty && matches(pattern, name.dropFirst()))
    }
    return name.first == first && matches(pattern.dropFirst(), name.dropFirst())
  }
}
