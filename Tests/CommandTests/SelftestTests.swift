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

  @Test func `the page is made again from its record, and says how that was measured`() throws {
    let (_, place) = try SharedSelftest.get()
    let again = try Workplace()
    let record = place.path("Page/selftest.json")
    let outcome = try again.example("selftest", "--record", record, "--report", "Page")
    #expect(outcome.status == 1, "\(outcome)")
    for file in ["Page/README.md", "Page/selftest.json", "Page/charts/power.svg"] {
      #expect(try again.text(file) == place.text(file))
    }
    #expect(try again.text("Page/README.md").contains("selftest --scale 0.005 --busy 0"))
  }

  @Test(arguments: [
    ("", Int32(65), "no tickmark.selftest/1"), ("{}", 65, "no tickmark.selftest/1"), (nil, 66, "cannot be read"),
    ("comparisons", 65, "a count is out of range"), ("coverage", 65, "a share is not from 0 to 1"),
    ("schema", 65, "this program knows tickmark.selftest/1"),
  ]) func `a record that is none is one line`(flaw: String?, status: Int32, part: String) throws {
    let place = try Workplace()
    var document = try SharedSelftest.get().place.json("selftest.json")
    switch flaw {
    case "comparisons": document["rows"].list[0].set("comparisons", Int.max)
    case "coverage": document["rows"].list[0].set("coverage", 1e300)
    case "schema": document.set("schema", "tickmark.selftest/9")
    default: break
    }
    if let flaw {
      let text = flaw.count > 2 ? String(decoding: try document.data(), as: UTF8.self) : flaw
      try place.file("record.json", text)
    }
    let outcome = try place.example("selftest", "--record", "record.json", "--report", "Page")
    #expect(outcome.status == status && outcome.complaints.count == 1, "\(outcome)")
    #expect(outcome.complaints.first?.contains(part) == true && !place.exists("Page"), "\(outcome)")
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
