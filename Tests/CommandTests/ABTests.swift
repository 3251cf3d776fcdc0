import Foundation
import Testing

/// Two command lines in pairs. The verdicts here are of what takes fifty times as long or is the same within a factor of six:
/// they hold on a busy machine, too.
@Suite struct ABTests {
  @Test func `a command that takes fifty times as long is a regression, and the report says which`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark(
      "ab", "--commands", "true", "sleep 0.06", "--rounds", "12", "--format", "json=ab.json", "--report", "Report")
    #expect(outcome.status == 1, "\(outcome)")
    let comparison = try place.json("ab.json")
    #expect(comparison["schema"].text == "tickmark.comparison/1" && comparison["kind"].text == "commands")
    #expect(comparison["a"].text == "true" && comparison["b"].text == "sleep 0.06")
    #expect(comparison["verdict"].text == "regressed")
    #expect(try place.text("Report/README.md").contains("sleep 0.06"))
  }

  @Test func `the other way round it is an improvement, and passes`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark("ab", "--commands", "sleep 0.06", "true", "--rounds", "12")
    #expect(outcome.status == 0 && outcome.output.contains("improved"), "\(outcome)")
  }

  @Test func `the same command twice is equivalent or undecided, never a change`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark("ab", "--commands", "sleep 0.01", "sleep 0.01", "--rounds", "12", "--margin", "5")
    #expect(outcome.status == 0 && outcome.output.contains("equivalent"), "\(outcome)")
  }

  @Test func `a command that fails stops the comparison with its status`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark("ab", "--commands", "true", "sh -c 'exit 3'")
    #expect(outcome.status == 65)
    #expect(
      outcome.complaints == ["'sh -c exit 3' exited with 3; mend it, or time it all the same with --ignore-failure"])
    let ignored = try place.tickmark(
      "ab", "--commands", "true", "sh -c 'exit 3'", "--ignore-failure", "--rounds", "12", "--margin", "9")
    #expect([0, 1].contains(ignored.status), "\(ignored)")
  }

  @Test(arguments: [
    (["ab", "--commands", "true"], 64, "two command lines"),
    (["ab", "--commands", "true", "echo 'a"], 64, "character 6"),
    (["ab", "--commands", "no-such-program", "true"], 66, "cannot start 'no-such-program'"),
    (["ab", "--commands", "true", "true", "--rounds", "1"], 64, "--rounds is 2"), (["ab"], 64, "--commands"),
  ]) func `a bad command line is one line that says what to write`(arguments: [String], status: Int32, part: String)
    throws
  {
    let place = try Workplace()
    let outcome = try Executable.tickmark.run(arguments, in: place.folder)
    #expect(outcome.status == status, "\(outcome)")
    #expect(outcome.complaints.first?.contains(part) == true, "\(outcome)")
    #expect(place.files.isEmpty)
  }
}
