import Foundation
import Glibc
import Testing

/// A case that crashes or hangs, a person who has had enough, a process that is killed.
@Suite(.timeLimit(.minutes(20))) struct FailureTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test func `a crash of a case names the case, the signal and the reason`() throws {
    let outcome = try place.hasty("run", faults: ["EXAMPLE_CRASH": "1"])
    #expect(outcome.status == 70, "\(outcome)")
    let complaint = try #require(outcome.complaints.first)
    #expect(outcome.complaints.count == 1)
    #expect(complaint.contains("'sums/running/64' was ended by signal \(SIGILL)"))
    #expect(complaint.contains("a planted crash"))
    #expect(complaint.contains("--filter 'sums/running/64'"))
    #expect(place.files.isEmpty)
  }

  @Test func `a case that hangs names the case and the limit`() throws {
    let outcome = try place.hasty("run", "--timeout", "1", faults: ["EXAMPLE_HANG": "1"])
    #expect(outcome.status == 70, "\(outcome)")
    #expect(
      outcome.complaints == [
        "'sums/running/64' did not finish within 1 s; give it a smaller size, or more time with --timeout"
      ])
    #expect(place.files.isEmpty)
  }

  @Test(arguments: [SIGINT, SIGTERM]) func `an interruption ends with 130 and leaves nothing, no child either`(
    signal: Int32
  ) throws {
    let running = try Executable.example.start(
      ["run", "--filter", "running"], in: place.folder, environment: ["EXAMPLE_HANG": "1"])
    let child = try #require(Self.child(of: running.identifier))
    #expect(kill(running.identifier, signal) == 0)
    let outcome = try running.finish()
    #expect(outcome.status == 130, "\(outcome)")
    #expect(outcome.complaints == ["interrupted; nothing was written"])
    #expect(place.files.isEmpty)
    #expect(Self.isGone(child), "the process that measured goes on")
  }

  @Test func `a save that is killed while it measures leaves the old file byte for byte`() throws {
    let path = try SharedBaseline.copy(to: place)
    let before = try place.bytes(path)
    let running = try Executable.example.start(
      ["baseline", "save", "--filter", "sums"], in: place.folder, environment: ["EXAMPLE_HANG": "1"])
    let child = try #require(Self.child(of: running.identifier))
    #expect(kill(running.identifier, SIGKILL) == 0)
    #expect(try running.finish().status == 128 + SIGKILL)
    #expect(try place.bytes(path) == before)
    #expect(place.files == [path])
    #expect(Self.isGone(child), "the process that measured goes on")
  }

  /// The first child, once there is one.
  private static func child(of process: Int32) -> Int32? {
    for _ in 0..<200 {
      let text = try? String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
      if let first = text?.split(separator: " ").first.flatMap({ Int32($0) }) { return first }
      usleep(20_000)
    }
    return nil
  }

  /// Whether the process ends within a few seconds; one that is dead and not yet collected has ended.
  private static func isGone(_ process: Int32) -> Bool {
    for _ in 0..<200 {
      guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
      if status.split(separator: ")").last?.hasPrefix(" Z") == true { return true }
      usleep(20_000)
    }
    return false
  }
}

@Suite struct UsageTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test(arguments: [
    (["run", "--filter", "nothing"], "no case matches 'nothing'; 'list' shows them all"),
    (["gate", "--filter", "sums", "--filter", "sum/*"], "no case matches 'sum/*'; 'list' shows them all"),
    (["list", "--filter", "nothing"], "no case matches 'nothing'; 'list' shows them all"),
    (["baseline", "save", "--filter", "nothing"], "no case matches 'nothing'; 'list' shows them all"),
    (["run", "--format", "yaml=-"], "unknown format 'yaml=-'; write FORMAT=PATH with "),
    (["run", "--format", "json"], "unknown format 'json'; write FORMAT=PATH with "),
    (["run", "--format", "json="], "unknown format 'json='; write FORMAT=PATH with "),
    (["walk"], "Unexpected argument 'walk'"), (["run", "--processes", "1"], "--processes is 2 to 1000"),
    (["run", "--seconds", "0"], "--seconds is above 0"), (["run", "--timeout", "0"], "--timeout is at least 1"),
    (["run", "--processes", "many"], "The value 'many' is invalid"), (["gate", "--margin", "11"], "--margin is"),
  ]) func `a mistake on the command line ends with 64 before anything is measured`(
    arguments: [String], message: String
  ) throws {
    let outcome = try Executable.example.run(arguments, in: place.folder)
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix(message) == true, "\(outcome)")
    #expect(outcome.output == "")
    #expect(place.files.isEmpty)
  }

  @Test(arguments: [
    ("colour = 1", "colour: unknown setting"), ("processes = 1", "processes: must be a whole number from 2 to 1000"),
    ("processes = \"3\"", "processes: must be a whole number"), ("seconds = -1", "seconds: must be a number above 0"),
    ("timeout = 0", "timeout: must be a whole number above 0"), ("baselines = 5", "baselines: must be text"),
    ("budgets = []", "budgets: must be text"), ("processes = ", "it is not TOML"),
  ]) func `a setting that is not understood ends with 78 and names file and key`(
    text: String, message: String
  ) throws {
    let path = try place.file("tickmark.toml", text)
    let outcome = try place.hasty("run")
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.complaints.count == 1)
    #expect(outcome.complaints.first?.contains("tickmark.toml'") == true, "\(path)")
    #expect(outcome.complaints.first?.contains(message) == true, "\(outcome)")
  }

  @Test(arguments: [("TICKMARK_PROCESSES", "1"), ("TICKMARK_SECONDS", "nan"), ("TICKMARK_TIMEOUT", "soon")])
  func `a variable that is not understood ends with 78 and is named`(name: String, value: String) throws {
    let outcome = try place.example("run", "--filter", "walks/steps/32", faults: [name: value])
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("\(name): must be") == true)
  }

  @Test(arguments: [Executable.tickmark, .example]) func `help and version go to standard output`(
    program: Executable
  ) throws {
    let help = try program.run(["--help"], in: place.folder)
    #expect(help.status == 0)
    #expect(help.output.contains("USAGE: \(program.url.lastPathComponent) <subcommand>"))
    #expect(!help.output.contains("\n  answer"), "what only the program itself calls is not shown")
    #expect(try program.run(["--version"], in: place.folder).output == "0.1.0\n")
  }

  @Test func `the doctor looks at the machine and says whether it is fit`() throws {
    let outcome = try place.tickmark("doctor")
    #expect(outcome.status == 0, "\(outcome)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.dropLast().allSatisfy { $0.hasPrefix("ok   ") || $0.hasPrefix("warn ") }, "\(outcome)")
    #expect(lines.contains { $0.contains("class \((try? SharedBaseline.machineClass()) ?? "?")") })
    #expect(lines.contains { $0.contains("the same code twice differs by ") })
    let isFit = lines.allSatisfy { !$0.hasPrefix("warn ") }
    #expect(lines.last?.hasPrefix(isFit ? "fit to measure on" : "\(lines.count { $0.hasPrefix("warn ") }) w") == true)
  }
}

extension Executable: CustomTestStringConvertible {
  var testDescription: String { url.lastPathComponent }
}
