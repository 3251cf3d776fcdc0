import Foundation
import Testing

/// Two command lines in pairs. The verdicts here are of what takes fifty times as long or is the same within a factor of six:
/// they hold on a busy machine, too, with enough rounds: the interval of twelve reaches from the least to the greatest, and
/// one `true` that waits for a processor makes it undecided.
@Suite struct ABTests {
  private static let enough = "40"

  @Test func `a command that takes fifty times as long is a regression, and the report says which`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark(
      "ab", "--commands", "true", "sleep 0.06", "--rounds", Self.enough, "--format", "json=ab.json", "--report",
      "Report")
    #expect(outcome.status == 1, "\(outcome)")
    let comparison = try place.json("ab.json")
    #expect(comparison["schema"].text == "tickmark.comparison/1" && comparison["kind"].text == "commands")
    #expect(comparison["a"].text == "true" && comparison["b"].text == "sleep 0.06")
    #expect(comparison["verdict"].text == "regressed")
    #expect(try place.text("Report/README.md").contains("sleep 0.06"))
  }

  @Test func `the other way round it is an improvement, and passes`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark("ab", "--commands", "sleep 0.06", "true", "--rounds", Self.enough)
    #expect(outcome.status == 0 && outcome.output.contains("improved"), "\(outcome)")
  }

  @Test func `the same command twice is equivalent or undecided, never a change`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark(
      "ab", "--commands", "sleep 0.01", "sleep 0.01", "--rounds", Self.enough, "--margin", "5")
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

  @Test func `surroundings are those that were asked for`() throws {
    let place = try Workplace()
    try place.file("input", "a line\n")
    // Each run reads the whole input, sees the variable, finds the preparation done and undoes it.
    let command = "sh -c 'read text; test \"$text $COLOUR\" = \"a line blue\" && test -e ready && rm ready'"
    let outcome = try place.tickmark(
      "ab", "--commands", command, command + " ", "--env", "COLOUR=blue", "--input", "input", "--prepare",
      "touch ready", "--setup", "touch begun", "--cleanup", "mv begun ended", "--rounds", "12", "--margin", "9")
    // Cleaned up once a command: the second time there is nothing to move, which is told and hinders nobody.
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors.contains("--cleanup: 'mv begun ended' exited with 1"))
    #expect(place.files == ["ended", "input"])
  }

  @Test func `a preparation that fails stops the comparison`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark(
      "ab", "--commands", "true", "true ", "--prepare", "false", "--ignore-failure", "--cleanup", "touch cleaned")
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.complaints == ["'false' exited with 1, and nothing can be timed without it; mend it"])
    #expect(place.files == ["cleaned"])
  }

  @Test func `a list of parameters makes commands, which are ranked`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark(
      "ab", "--commands", "sleep 0.0{n}", "--parameter", "n=3,9,0", "--rounds", Self.enough, "--format", "json=ab.json")
    #expect(outcome.status == 1, "\(outcome)")
    let comparison = try place.json("ab.json")
    #expect(comparison["rows"].list.map { $0["verdict"].text } == ["regressed", "improved"])
    let ranks = comparison["notes"].list.compactMap(\.text)
    #expect(ranks.count == 3 && ranks[0].hasPrefix("rank 1: command 3 'sleep 0.00'"), "\(ranks)")
    #expect(ranks[1] == "rank 2: command 1 'sleep 0.03', the first" && ranks[2].hasPrefix("rank 3: command 2"))
    #expect(outcome.output.contains("rank 1"), "\(outcome)")
  }

  @Test func `commands that write other things are not timed, where that is asked for`() throws {
    let place = try Workplace()
    let same = try place.tickmark(
      "ab", "--commands", "printf 'a\\nb\\n'", "printf 'a\\nb\\n' ", "--compare-output", "--rounds", "12", "--margin",
      "9")
    #expect(same.status == 0, "\(same)")
    let other = try place.tickmark("ab", "--commands", "printf 'a\\nb\\n'", "printf 'a\\nc\\n'", "--compare-output")
    #expect(other.status == 5, "\(other)")
    #expect(other.complaints.first?.contains("first in line 2: 'b' and 'c'; nothing was timed") == true, "\(other)")
  }

  @Test func `a set-up that fails leaves nothing that a clean-up would have removed`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark(
      "ab", "--commands", "true {n}", "--parameter", "n=made,no/such", "--setup", "mkdir {n}", "--cleanup", "rm -r {n}")
    #expect(outcome.status == 65 && !place.exists("made"), "\(outcome)")
  }

  @Test func `an interruption ends the program that is timed, and cleans up`() throws {
    let place = try Workplace()
    let running = try Executable.tickmark.start(
      ["ab", "--commands", "sh -c 'touch begun; exec sleep 987'", "true", "--cleanup", "touch cleaned"],
      in: place.folder)
    while !place.exists("begun") { usleep(10_000) }
    kill(running.identifier, SIGTERM)
    let outcome = try running.finish()
    #expect(outcome.status == 130 && place.exists("cleaned"), "\(outcome)")
    let left = Process()
    left.executableURL = URL(filePath: "/usr/bin/env")
    left.arguments = ["pgrep", "-f", "^sleep 987$"]
    left.standardOutput = FileHandle.nullDevice
    try left.run()
    left.waitUntilExit()
    #expect(left.terminationStatus == 1, "nothing goes on")
  }

  private static let tooManyValues: String = "n=" + (0..<65).map(String.init).joined(separator: ",")

  @Test(arguments: [
    (["ab", "--commands", "true {n}", "--parameter", "n=1,2", "--parameter", "n=3"], 64, "has a list already"),
    (["ab", "--commands", "true", "true", "--quick"], 64, "--quick does not go with --commands"),
    (["ab", "--base", "main", "--prepare", "x"], 64, "--prepare goes with --commands"),
    (
      ["ab", "--commands", "true {n}", "--parameter", tooManyValues], 64,
      "more than 64"
    ),
    (["ab", "--commands", "true", "--parameter", "n=1,2"], 64, "no command has '{n}' in it"),
    (["ab", "--commands", "true {n}", "--parameter", "n"], 64, "no NAME=VALUE,VALUE"),
    (["ab", "--commands", "true {n}", "--parameter", "n=1"], 64, "one command only"),
    (["ab", "--commands", "true", "true", "--input", "no-such-file"], 66, "cannot open 'no-such-file'"),
    (["ab", "--commands", "true", "true", "--base", "main"], 64, "give one of"),
    (["ab", "--flag", "a=b,c", "--head", "main"], 64, "--head goes with --base"),
    (["ab", "--commands", "true"], 64, "two command lines or more"),
    (["ab", "--commands", "true", "echo 'a"], 64, "character 6"),
    (["ab", "--commands", "no-such-program", "true"], 66, "cannot start 'no-such-program'"),
    (["ab", "--commands", "true", "true", "--rounds", "1"], 64, "--rounds is 2"),
    (["ab"], 64, "give one of --flag, --base, --env, --commands and --prune"),
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
