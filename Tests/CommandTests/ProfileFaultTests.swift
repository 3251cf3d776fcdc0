import Foundation
import Testing

/// Profiles where something is amiss: wrong variants, folders that are taken, signals, odd names.
@Suite struct ProfileFaultTests {
  private static let clock = ["EXAMPLE_CLOCK": "1"]

  @Test(.enabled(if: Profilers.hasValgrind, Profilers.noValgrind))
  func `a wrong variant is not profiled under callgrind either`() throws {
    let place = try Workplace()
    let outcome = try place.example(
      "profile", "running", "--variant", "simd", "--tool", "callgrind",
      faults: Self.clock.merging(["EXAMPLE_WRONG": "1"]) { $1 })
    // A build for AVX-512 is beyond valgrind.
    guard outcome.status != 78 else { return }
    #expect(outcome.status == 5, "\(outcome)")
    #expect(outcome.complaints.first?.contains("does not agree with its reference, so it is not profiled") == true)
    #expect(place.files.isEmpty)
  }

  @Test(.enabled(if: Profilers.isRecording, Profilers.noPerf)) func `a commit without the case is told as such`() throws
  {
    let stand = try StandInRepository()
    let commit = try stand.commit()
    let outcome = try stand.example(
      ["profile", "sums/total/64", "--before", "HEAD", "--seconds", "0.2", "--output", "out"],
      faults: Self.clock, builtFaults: "EXAMPLE_HIDE=1")
    #expect(outcome.status == 4, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("\(commit.prefix(10)) has no variant 'scalar'") == true, "\(outcome)")
  }

  @Test func `what callgrind watches refuses a variant that is not there, and one that is wrong`() throws {
    let place = try Workplace()
    func call(_ operation: String, _ variant: String) throws -> Outcome {
      let id = #"{"suite": "sums", "operation": "\#(operation)", "size": {"rows": 64, "columns": 1}}"#
      let parent = ProcessInfo.processInfo.processIdentifier
      return try place.example(
        "call", #"{"id": \#(id), "variant": "\#(variant)", "parent": \#(parent)}"#, faults: ["EXAMPLE_WRONG": "1"])
    }
    for (operation, variant) in [("nothing", "scalar"), ("running", "nothing")] {
      let outcome = try call(operation, variant)
      #expect(outcome.status == 0 && outcome.output == "refused absent\n", "\(outcome)")
    }
    let wrong = try call("running", "simd")
    #expect(wrong.status == 0 && wrong.output.hasPrefix("refused 'simd' "), "\(wrong)")
    let right = try call("running", "scalar")
    #expect(right.status == 0 && right.output.isEmpty, "\(right)")
  }

  @Test func `a folder with somebody's file is refused before anything is recorded`() throws {
    let place = try Workplace()
    try place.file("out/notes.txt", "mine")
    // Without any tool a recording would end with another status.
    let outcome = try place.example("profile", "running", "--output", "out", faults: ["PATH": "/nowhere"])
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.count == 1 && outcome.complaints[0].contains("notes.txt"), "\(outcome)")
    #expect(place.files == ["out/notes.txt"])
  }

  @Test func `the commands of the page on profiles each name one case`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let page = try String(contentsOf: root.appending(path: "documentation/profiling.md"), encoding: .utf8)
    let commands = page.matches(of: #/(?m)^tickmark (profile [^#\n]*)/#).map {
      $0.1.split(separator: " ").map(String.init)
    }
    #expect(commands.count >= 4)
    let place = try Workplace()
    // A case is chosen first, then the folder looked at: the command ends there.
    try place.file("out/notes.txt", "mine")
    for command in commands {
      let outcome = try Executable.tickmark.run(command + ["--output", "out"], in: place.folder)
      #expect(outcome.status == 74, "\(command): \(outcome)")
    }
  }

  @Test(.enabled(if: Profilers.isRecording, Profilers.noPerf))
  func `a profile of allocations that fails does not cost the other`() throws {
    let place = try Workplace()
    let outcome = try place.example(
      "profile", "running", "--variant", "simd", "--heap", "--seconds", "0.2", "--output", "out",
      faults: Self.clock.merging(["EXAMPLE_CRASH": "heap"]) { $1 })
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors.contains("warning: no profile of allocations: "), "\(outcome)")
    #expect(place.exists("out/flamegraph.svg") && !place.exists("out/heap.svg"))
    #expect(try place.text("out/README.md").contains("There is no profile of allocations: "))
  }

  @Test(.enabled(if: Profilers.isRecording, Profilers.noPerf)) func `a folder for temporary files may have any name`()
    throws
  {
    let place = try Workplace()
    for name in ["a,b", "p%q", "a b;c'd"] {
      try FileManager.default.createDirectory(atPath: place.path(name), withIntermediateDirectories: true)
      let outcome = try place.example(
        "profile", "running", "--tool", "perf", "--seconds", "0.2", "--output", "out",
        faults: Self.clock.merging(["TMPDIR": place.path(name)]) { $1 })
      #expect(outcome.status == 0, "\(name): \(outcome)")
      #expect(!place.files.contains { $0.hasPrefix("\(name)/") }, "\(place.files)")
    }
  }

  @Test(.enabled(if: Profilers.isRecording, Profilers.noPerf))
  func `a signal that was ignored at the start stays ignored`() throws {
    let place = try Workplace()
    let running = try Executable(url: URL(filePath: "/bin/sh")).start(
      ["-c", "trap '' HUP; exec '\(Executable.example.url.path)' profile running --seconds 2 --output out"],
      in: place.folder, environment: Self.clock.merging(["TMPDIR": place.path("tmp")]) { $1 })
    try FileManager.default.createDirectory(atPath: place.path("tmp"), withIntermediateDirectories: true)
    let deadline = Date().addingTimeInterval(30)
    while Date() < deadline, !place.files.contains(where: { $0.hasSuffix("perf.data") }) { usleep(50_000) }
    kill(running.identifier, SIGHUP)
    let outcome = try running.finish()
    #expect(outcome.status == 0 && place.exists("out/README.md"), "\(outcome)")
  }

  @Test(.enabled(if: Profilers.hasValgrind, Profilers.noValgrind))
  func `a count of instructions that is ended leaves nothing behind`()
    throws
  {
    let place = try Workplace()
    try FileManager.default.createDirectory(atPath: place.path("tmp"), withIntermediateDirectories: true)
    let running = try Executable.example.start(
      ["run", "--filter", "running", "--instructions"] + SharedBaseline.hasty, in: place.folder,
      environment: ["TMPDIR": place.path("tmp")])
    let deadline = Date().addingTimeInterval(60)
    var isThere = false
    while !isThere, Date() < deadline, running.process.isRunning {
      isThere = place.files.contains { $0.hasPrefix("tmp/") }
      usleep(1_000)
    }
    kill(running.identifier, SIGTERM)
    let outcome = try running.finish()
    // A build for AVX-512 is beyond valgrind: nothing is copied.
    if !isThere, outcome.status == 0 { return }
    #expect(isThere && outcome.status == 130, "\(outcome)")
    #expect(place.files.isEmpty, "\(place.files)")
  }

  @Test(.enabled(if: Profilers.isRecording, Profilers.noPerf))
  func `no file of an earlier profile stays beside a new one`() throws {
    let place = try Workplace()
    try SharedBaseline.copy(to: place)
    try place.file(".tickmark/profiles/sums-running-64-simd/difference.svg", "old")
    let outcome = try place.example(
      "gate", "--profile", "--filter", "sums", "--processes", "12", "--seconds", "0.08",
      faults: ["EXAMPLE_SLOW": "1.5"])
    #expect(outcome.status == 1, "\(outcome)")
    let folder = ".tickmark/profiles/sums-running-64-simd/"
    #expect(place.exists(folder + "README.md") && !place.exists(folder + "difference.svg"), "\(place.files)")
  }
}
