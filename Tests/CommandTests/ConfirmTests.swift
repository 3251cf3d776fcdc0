import Foundation
import Testing

/// Suspects paired with a build of the baseline's commit. A stand-in for `swift` gives the example program as the build,
/// without the faults that are planted in the program under test; times are the model machine's.
@Suite struct ConfirmTests {
  private let stand: StandInRepository
  private var place: Workplace { stand.place }

  init() throws { stand = try StandInRepository() }

  /// A baseline of a commit of the work tree.
  private func repository() throws -> String {
    let commit = try stand.commit()
    try SharedBaseline.copy(to: place) { $0.set("commit", commit) }
    return commit
  }

  private func gate(faults: [String: String], build: String? = nil) throws -> Outcome {
    try stand.example(
      ["gate", "--confirm", "--format", "json=gate.json"] + SharedBaseline.effort, faults: faults, build: build)
  }

  @Test func `a slowdown shows beside a build of the baseline's commit, which is made once`() throws {
    let commit = try repository()
    let outcome = try gate(faults: ["EXAMPLE_SLOW": "1.2"])
    #expect(outcome.status == 1, "\(outcome)")
    let rows = try place.json("gate.json")["rows"].list
    let row = try #require(rows.first { $0["verdict"].text == "regressed" })
    #expect(row["case"].text == "sums/running/64" && row["variant"].text == "simd")
    #expect(row["note"].text?.hasPrefix("paired with a build of \(commit.prefix(10)): shown again") == true)
    #expect(abs(try #require(row["ratio"].number) - 1.2) < 0.02)
    let builds = stand.builds
    #expect(try gate(faults: ["EXAMPLE_SLOW": "1.2"]).status == 1)
    #expect(stand.builds == builds, "the build is kept")
  }

  @Test func `a machine that became slower is found out by the pair`() throws {
    _ = try repository()
    // Both sides of the pair take longer today; only the baseline's yardstick does not know.
    let outcome = try gate(faults: ["EXAMPLE_SLOW": "1.0", "EXAMPLE_BODY_PACE": "1.2"])
    #expect(outcome.status == 0, "\(outcome)")
    let rows = try place.json("gate.json")["rows"].list.filter { $0["metric"].text == "wall" }
    #expect(rows.contains { $0["note"].text?.hasPrefix("paired with a build of") == true })
    #expect(rows.allSatisfy { $0["verdict"].text != "regressed" })
  }

  @Test func `a commit that does not build is one line, and nothing passes by it`() throws {
    let commit = try repository()
    let outcome = try gate(
      faults: ["EXAMPLE_SLOW": "1.2"], build: "echo 'Sources/a.swift:1:1: error: no such module' >&2; exit 1")
    #expect(outcome.status == 4, "\(outcome)")
    #expect(
      outcome.complaints == [
        "cannot build \(commit.prefix(10)): 'swift build' failed: Sources/a.swift:1:1: error: no such module"
      ])
  }

  @Test func `a commit that is not here leaves the suspects to fresh processes`() throws {
    _ = try repository()
    try SharedBaseline.copy(to: place) { $0.set("commit", String(repeating: "0", count: 40)) }
    let outcome = try gate(faults: ["EXAMPLE_SLOW": "1.2"])
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.errors.contains("warning: the baseline's commit '0000000000' is not here"))
    let rows = try place.json("gate.json")["rows"].list
    #expect(rows.contains { $0["note"].text?.hasPrefix("shown again in 24 fresh processes") == true })
  }
}
