import Testing

@testable import TickmarkProfiling

/// Two sides on a machine that changes its pace while they are recorded.
@Suite struct DriftTests {
  /// Nanoseconds of a call: two hot functions and some that hardly show.
  private static let functions: [ModelProgram.Function] = [
    ("a", 6_000), ("b", 2_500), ("c", 1_000), ("d", 400), ("e", 90), ("f", 10),
  ]

  private func difference(
    seed: Int, seconds: Double, drift: Double = 0.05, luck: Double = 0, waiting: Double = 0,
    after: [ModelProgram.Function] = functions
  ) throws -> ProfileDifference {
    let machine = ModelMachine(seed: UInt64(seed), drift: drift)
    let profiles = try ModelProgram.profiles(
      ModelProgram(functions: Self.functions, luck: luck), ModelProgram(functions: after, waiting: waiting, luck: luck),
      on: machine, seconds: seconds)
    return ProfileDifference(before: profiles[0], after: profiles[1])
  }

  @Test(arguments: [(0.0, 0.0), (0.05, 0), (-0.1, 0), (0, 1), (0.05, 0.3)])
  func `identical code is certain to have changed once in a thousand rows at most`(drift: Double, luck: Double) throws {
    let rows = try (0..<70).flatMap { try difference(seed: $0, seconds: 2, drift: drift, luck: luck).rows }
    #expect(rows.count >= 350)
    // At the level that the page names, more than 3 of 420 come once in 1,000 such tests.
    #expect(rows.count { $0.isClear } <= 3, "\(rows.filter { $0.isClear })")
    #expect(rows.count { abs($0.change) > $0.half } <= rows.count / 12)
  }

  @Test(arguments: 0..<5) func `a tenth more in one function is found, and nothing else`(seed: Int) throws {
    let slower: [ModelProgram.Function] = [("a", 6_600)] + Self.functions.dropFirst()
    let difference = try difference(seed: seed, seconds: 20, drift: 0.02, after: slower)
    let row = try #require(difference.rows.first { $0.frame.name == "a" })
    #expect(row.isClear && abs(row.change / row.before - 0.1) < 0.05, "\(row)")
    #expect(difference.rows.filter { $0.isClear }.count == 1, "\(difference.rows)")
  }

  @Test func `a call that waits longer makes no function grow`() throws {
    let difference = try difference(seed: 7, seconds: 5, waiting: 30_000)
    #expect(!difference.rows.contains { $0.isClear }, "\(difference.rows)")
    #expect(abs(difference.after.perCall / difference.before.perCall - 1) < 0.1)
    // Four times as long a call leaves a quarter of the samples.
    #expect(difference.after.stacks.total * 3 < difference.before.stacks.total)
  }

  @Test func `costs add up to the processor time of a call`() throws {
    let difference = try difference(seed: 3, seconds: 5, drift: 0, waiting: 90_000)
    let sum = difference.rows.reduce(0) { $0 + $1.after }
    #expect(abs(sum - difference.after.perCall) < 1e-6 * sum)
    #expect(abs(sum / 10_000 - 1) < 0.25, "\(sum)")
  }

  @Test func `one round alone decides nothing`() throws {
    var profile = Sample.profile(Sample.small)
    profile.turns = Array(profile.turns.prefix(1))
    let difference = ProfileDifference(before: Sample.profile(Sample.later), after: profile)
    #expect(!difference.rows.contains { $0.isClear } && difference.rows.allSatisfy { $0.half == .infinity })
    #expect(!DifferenceText(difference).change(difference.rows[0]).contains("±"))
  }
}
