import Foundation
import Testing

/// The self-test of the whole program, on the model machine: it takes the same time for everything, so nothing that is
/// planted can be seen on it, and nothing false either.
@Suite struct SelftestTests {
  @Test func `a machine on which every slowdown is invisible fails the self-test`() throws {
    let (outcome, place) = try SharedSelftest.get()
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.complaints.contains { $0.hasPrefix("surely missed: +1 % compute is seen: 0 of 2") }, "\(outcome)")
    #expect(place.files == ["Page/README.md", "Page/charts/power.svg", "Page/selftest.json", "selftest.json"])
    #expect(outcome.output.contains("| +1 % compute is seen"))
  }

  @Test func `identical code raises no alarm, beside slowed rows or not`() throws {
    let rows = try SharedSelftest.get().place.json("selftest.json")["rows"].list.filter { $0["effect"].number == 0 }
    #expect(rows.count == 10 && rows.allSatisfy { $0["flagged"].number == 0 })
    let kinds = ["compute", "memory", "allocation"]
    #expect(Set(rows.map { $0["kind"].text }) == Set(kinds + kinds.map { "stored-\($0)" }))
  }

  @Test func `its bounds are told`() throws {
    let place = try Workplace()
    for (arguments, part) in [
      (["--scale", "0"], "--scale is above 0"), (["--quick", "--scale", "1"], "exclude"),
      (["--busy", "99"], "--busy is 0"), (["--format", "csv=-"], "--format is json"),
    ] {
      let outcome = try Executable.example.run(["selftest"] + arguments, in: place.folder)
      #expect(outcome.status == 64 && outcome.complaints.first?.contains(part) == true, "\(outcome)")
    }
  }
}

/// One short self-test, for all that look at one.
enum SharedSelftest {
  private static let result = Result {
    let place = try Workplace()
    let outcome = try place.example(
      "selftest", "--scale", "0.005", "--busy", "0", "--processes", "2", "--seconds", "0.001", "--report", "Page",
      "--format", "json=selftest.json")
    return (outcome: outcome, place: place)
  }

  static func get() throws -> (outcome: Outcome, place: Workplace) { try result.get() }
}
