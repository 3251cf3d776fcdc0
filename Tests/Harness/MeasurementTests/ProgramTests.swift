import Foundation
import Testing

@testable import TickmarkMeasurement

struct CommandWordsTests {
  @Test(arguments: [
    ("ls -l", ["ls", "-l"]), ("  a\t b  ", ["a", "b"]), ("'a b' c", ["a b", "c"]), ("a'b'\"c\"d", ["abcd"]),
    (#""a \"b\" c""#, [#"a "b" c"#]), (#""a\b""#, [#"a\b"#]), (#"a\ b"#, ["a b"]), (#"'a\'"#, [#"a\"#]), ("''", [""]),
    ("echo $HOME | wc *", ["echo", "$HOME", "|", "wc", "*"]), ("naïve 'é é'", ["naïve", "é é"]),
  ]) func `words are those of a shell that expands nothing`(text: String, words: [String]) throws {
    #expect(try CommandWords.split(text) == words)
  }

  @Test func `what never closes is told with its place`() {
    #expect(throws: CommandWords.Flaw.openQuote(at: 6)) { try CommandWords.split("echo 'a b") }
    #expect(throws: CommandWords.Flaw.trailingBackslash) { try CommandWords.split("a \\") }
    #expect(throws: CommandWords.Flaw.empty) { try CommandWords.split("  ") }
  }
}

struct TimedProgramTests {
  private func run(_ words: String...) throws -> TimedProgram.Outcome {
    let null = open("/dev/null", O_RDWR)
    defer { close(null) }
    return try TimedProgram(words).run(
      environment: [("PATH", "/usr/bin:/bin"), ("PLANTED", "7")], input: null, output: null, errors: null)
  }

  @Test func `the exit status comes back`() throws {
    #expect(try run("true").hasSucceeded)
    let failed = try run("sh", "-c", "exit 7")
    #expect(failed.status == 7 && !failed.isSignalled && !failed.hasSucceeded)
  }

  @Test func `a signal is told from a status`() throws {
    let killed = try run("sh", "-c", "kill -9 $$")
    #expect(killed.status == 9 && killed.isSignalled && !killed.hasSucceeded)
  }

  @Test func `the environment is what was given, and nothing else`() throws {
    #expect(try run("sh", "-c", "test \"$PLANTED\" = 7 && test -z \"$HOME\"").hasSucceeded)
  }

  @Test func `waiting costs wall time, working costs processor time`() throws {
    let asleep = try run("sleep", "0.05")
    #expect(asleep.lap.wall >= 50_000_000 && asleep.lap.cpu < asleep.lap.wall / 2)
    let busy = try run("sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done")
    #expect(busy.lap.cpu > 0 && busy.peakBytes > 100_000)
  }

  @Test func `a program that is not there is an error that names it`() {
    #expect(throws: MeasurementError.cannotRun(program: "no-such-program", reason: "No such file or directory")) {
      try run("no-such-program")
    }
  }
}

struct ProgramPairTests {
  private func pair(_ a: [String], _ b: [String], ignoresFailure: Bool = false) -> ProgramPair {
    ProgramPair(.init(a), .init(b), in: ProgramSurroundings(ignoresFailure: ignoresFailure), seed: 3)
  }

  @Test func `a round times both sides once`() throws {
    let pair = pair(["true"], ["sleep", "0.03"])
    for _ in 0..<4 {
      let report = try pair.round()
      #expect(report.a.wall.count == 1 && report.b.wall.count == 1)
      #expect(report.b.wall[0] > 30e6 && report.b.wall[0] > report.a.wall[0])
    }
    #expect(pair.peakBytes.a > 0 && pair.peakBytes.b > 0)
  }

  @Test func `a side that fails stops the comparison, unless failures are ignored`() throws {
    #expect(throws: MeasurementError.programFailed(command: "sh -c exit 3", status: 3, signalled: false)) {
      try pair(["true"], ["sh", "-c", "exit 3"]).round()
    }
    #expect(try pair(["true"], ["sh", "-c", "exit 3"], ignoresFailure: true).round().rounds == 1)
  }
}

struct WaitingWatchTests {
  private func report(_ a: (wall: Double, cpu: Double), _ b: (wall: Double, cpu: Double)) -> PairReport {
    PairReport(
      a: .init(wall: [a.wall], cpu: [a.cpu]), b: .init(wall: [b.wall], cpu: [b.cpu]), calls: 1, discarded: 0, seconds: 0
    )
  }

  @Test func `a run that waited longer than ever before was disturbed, whichever side it is`() {
    var watch = WaitingWatch()
    let usual = (0..<20).map { _ in watch.isDisturbed(report((100, 99), (110, 109))) }
    #expect(!usual.contains(true))
    let late = [
      watch.isDisturbed(report((120, 99), (110, 109))), watch.isDisturbed(report((100, 99), (150, 109))),
      watch.isDisturbed(report((101, 99), (111, 109))),
    ]
    #expect(late == [true, true, false], "one per cent is nothing")
  }

  @Test func `a slower run that did not wait was not disturbed`() {
    var watch = WaitingWatch()
    _ = watch.isDisturbed(report((100, 99), (100, 99)))
    let isDisturbed = watch.isDisturbed(report((150, 149), (100, 99)))
    #expect(!isDisturbed)
  }

  @Test func `a program whose waiting is its own nature is left alone`() {
    var watch = WaitingWatch()
    let waits = (0..<100).map { Double($0 * 37 % 50) }
    let late = waits.map { watch.isDisturbed(report((100 + $0, 50), (100, 50))) }
    #expect(late.suffix(80).allSatisfy { !$0 } && late.contains(true))
  }
}
