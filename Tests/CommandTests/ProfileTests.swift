import Foundation
import Testing

/// Profiles through the whole program. The example's bodies are timed by the system's clocks here, so that they run as long as
/// they are asked to.
@Suite struct ProfileTests {
  private static let clock = ["EXAMPLE_CLOCK": "1"]

  /// The share of all counts whose stacks hold a function.
  private func share(of function: String, in folded: String) -> Double {
    let lines = folded.split(separator: "\n")
    func count(_ line: Substring) -> Double { line.split(separator: " ").last.flatMap { Double($0) } ?? 0 }
    let total = lines.map(count).reduce(0, +)
    return total > 0 ? lines.filter { $0.contains(function) }.map(count).reduce(0, +) / total : 0
  }

  @Test(.enabled(if: Profilers.isRecording, Profilers.noPerf))
  func `a profile names the function that burns the time, and is whole`()
    throws
  {
    let place = try Workplace()
    let outcome = try place.example(
      "profile", "running", "--variant", "simd", "--seconds", "1", "--output", "out", faults: Self.clock)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors.contains("profile: out/README.md"))
    #expect(outcome.output.contains("Series.fill(slowdown:)"))
    #expect(
      place.files == ["README.md", "flamegraph.svg", "profile.speedscope.json", "stacks.folded"].map { "out/\($0)" })
    #expect(share(of: "Series.fill(slowdown:)", in: try place.text("out/stacks.folded")) > 0.8)
    let page = try place.text("out/README.md")
    let named = try #require(page.firstMatch(of: #/Names: ([0-9.]+) % of the counts/#).flatMap { Double($0.1) })
    #expect(named >= 95, "\(page)")
    #expect(page.contains("while it is sampled, by"))
  }

  @Test func `a name that no case or several cases have is answered with the choice`() throws {
    let place = try Workplace()
    let none = try place.example("profile", "nothing")
    #expect(none.status == 64)
    #expect(none.complaints.first?.contains("sums/running/64, sums/total/64, walks/steps/32") == true, "\(none)")
    let several = try place.example("profile", "sums")
    #expect(several.status == 64 && several.complaints.first?.contains("sums/running/64, sums/total/64") == true)
    let variant = try place.example("profile", "running", "--variant", "fast")
    #expect(variant.status == 64)
    #expect(variant.complaints == ["'sums/running/64' has no variant 'fast'; name one of scalar, simd"])
    #expect(try place.example("profile", "running", "--before", "x", "--against", "simd").status == 64)
    #expect(place.files.isEmpty)
  }

  @Test func `a variant that does not agree is not profiled`() throws {
    let place = try Workplace()
    let outcome = try place.example(
      "profile", "running", "--variant", "simd", faults: Self.clock.merging(["EXAMPLE_WRONG": "1"]) { $1 })
    #expect(outcome.status == 5, "\(outcome)")
    #expect(outcome.complaints.first?.contains("does not agree with its reference, so it is not profiled") == true)
    #expect(place.files.isEmpty)
  }

  @Test(.enabled(if: Profilers.hasValgrind, Profilers.noValgrind))
  func `without perf, instructions are counted and nobody takes them for time`() throws {
    let place = try Workplace()
    for program in ["valgrind", "strip"] {
      let path = try #require(Profilers.path(of: program))
      // No link: Debian's valgrind looks for its other half beside the name that it was called by.
      try place.file("bin/\(program)", "#!/bin/sh\nPATH=/usr/bin:/bin exec \(path) \"$@\"\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path("bin/\(program)"))
    }
    // callgrind takes `%q` in a file's name for the start of a pattern.
    let odd = place.path("p%q")
    try FileManager.default.createDirectory(atPath: odd, withIntermediateDirectories: true)
    let outcome = try place.example(
      "profile", "running", "--variant", "simd", "--output", "out",
      faults: Self.clock.merging(["PATH": place.path("bin"), "TMPDIR": odd]) { $1 })
    // A build for AVX-512 is beyond valgrind, and says so.
    if outcome.status == 66 {
      #expect(outcome.complaints.first?.contains("perf is not installed") == true, "\(outcome)")
      #expect(outcome.complaints.first?.contains("build with TICKMARK_CPU=haswell") == true, "\(outcome)")
      return
    }
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors.contains("warning: perf is not installed") && outcome.errors.contains("NOT time"))
    #expect(share(of: "Series.fill(slowdown:)", in: try place.text("out/stacks.folded")) > 0.95)
    #expect(try place.text("out/README.md").contains("**These are instructions, not time.**"))
  }

  @Test func `without any tool there is one line that says what to install`() throws {
    let place = try Workplace()
    let outcome = try place.example("profile", "running", faults: ["PATH": "/nowhere"])
    #expect(
      outcome.complaints.count == 1
        && outcome.complaints[0].contains("perf is not installed; 'apt-get install linux-perf'")
        && outcome.complaints[0].contains("nor can callgrind"), "\(outcome)")
    #expect(outcome.status == 66, "\(outcome)")
    let asked = try place.example("profile", "running", "--tool", "perf", faults: ["PATH": "/nowhere"])
    #expect(asked.status == 66 && asked.complaints.count == 1, "\(asked)")
    #expect(place.files.isEmpty)
  }

  @Test(.enabled(if: Profilers.isRecording, Profilers.noPerf), arguments: [SIGKILL, SIGTERM, SIGHUP])
  func `a profile that is ended in the middle leaves nothing behind`(signal: Int32) throws {
    let place = try Workplace()
    // Whoever runs the tests may have this signal ignored, for all that they start.
    let running = try Executable(url: URL(filePath: "/usr/bin/env")).start(
      ["--default-signal=HUP", Executable.example.url.path, "profile", "running", "--seconds", "60"], in: place.folder,
      environment: Self.clock.merging(["TMPDIR": place.path("tmp")]) { $1 })
    try FileManager.default.createDirectory(atPath: place.path("tmp"), withIntermediateDirectories: true)
    // Wait until perf records.
    let deadline = Date().addingTimeInterval(30)
    while Date() < deadline, !place.files.contains(where: { $0.hasSuffix("perf.data") }) { usleep(50_000) }
    #expect(place.files.contains { $0.hasSuffix("perf.data") })
    kill(running.identifier, signal)
    let outcome = try running.finish()
    #expect(outcome.status == (signal == SIGKILL ? 128 + SIGKILL : 130), "\(outcome)")
    if signal != SIGKILL { #expect(place.files.isEmpty, "\(place.files)") }
    #expect(!place.files.contains { !$0.hasPrefix("tmp/") }, "\(place.files)")
  }

  @Test(.enabled(if: Profilers.isRecording, Profilers.noPerf))
  func `what another variant spends more is in the difference`() throws {
    let place = try Workplace()
    // More than a machine that runs other tests beside it can hide, though it leaves few samples a second.
    let outcome = try place.example(
      "profile", "running", "--variant", "simd", "--against", "scalar", "--seconds", "3", "--output", "out",
      faults: Self.clock.merging(["EXAMPLE_SLOW": "20"]) { $1 })
    #expect(outcome.status == 0, "\(outcome)")
    let page = try place.text("out/README.md")
    #expect(page.contains("## Difference to this executable, `scalar`"))
    let certain = page.split(separator: "\n").filter { $0.contains(#/\| yes +\|$/#) }
    #expect(!certain.isEmpty && certain.allSatisfy { $0.contains(#/^\| +\+/#) }, "\(page)")
    #expect(page.contains("Both sides were recorded with frame pointers, in "))
    let columns = try place.text("out/difference.folded").split(separator: "\n").map {
      $0.split(separator: " ").suffix(2)
    }
    #expect(!columns.isEmpty && columns.allSatisfy { $0.allSatisfy { Int($0) != nil } })
    #expect(try place.text("out/difference.svg").contains("sums/running/64: scalar → simd"))
  }

  @Test(.enabled(if: Profilers.isRecording, Profilers.noPerf)) func `a commit is built and compared with`() throws {
    let stand = try StandInRepository()
    let commit = try stand.commit()
    let outcome = try stand.example(
      ["profile", "running", "--variant", "simd", "--before", "HEAD", "--seconds", "0.5", "--output", "out"],
      faults: Self.clock.merging(["EXAMPLE_SLOW": "2"]) { $1 })
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try stand.place.text("out/README.md").contains("## Difference to \(commit.prefix(10)), `simd`"))
    #expect(stand.place.exists("out/difference.svg") && stand.place.exists("out/before.folded"))
    let unknown = try stand.example(["profile", "running", "--before", "nonsense"])
    #expect(unknown.status == 64 && unknown.complaints.first?.contains("no commit 'nonsense' here") == true)
  }

  @Test(.enabled(if: Profilers.isRecording, Profilers.noPerf)) func `allocations are found where they are made`() throws
  {
    let place = try Workplace()
    let outcome = try place.example(
      "profile", "running", "--variant", "simd", "--heap", "--seconds", "0.3", "--output", "out",
      faults: Self.clock.merging(["EXAMPLE_ALLOCATE": "1"]) { $1 })
    #expect(outcome.status == 0, "\(outcome)")
    let folded = try place.text("out/heap.folded")
    // An array of 100 bytes, and its header.
    #expect(folded.contains("Array.init(repeating:count:)"), "\(folded)")
    let bytes = folded.split(separator: "\n").compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(
      0, +)
    #expect((100...400).contains(bytes), "\(folded)")
    #expect(try place.text("out/README.md").contains("Every allocation was noted"))
  }

  @Test(.enabled(if: Profilers.isRecording, Profilers.noPerf))
  func `the gate profiles what it flags beside the baseline's commit`() throws {
    let stand = try StandInRepository()
    let commit = try stand.commit()
    try SharedBaseline.copy(to: stand.place) { $0.set("commit", commit) }
    let outcome = try stand.example(
      ["gate", "--profile", "--report", "report"] + SharedBaseline.effort, faults: ["EXAMPLE_SLOW": "1.5"])
    #expect(outcome.status == 1, "\(outcome)")
    let page = try stand.place.text("report/README.md")
    let link = "profiles/sums-running-64-simd/README.md"
    #expect(page.contains("## Profiles") && page.contains("- [`sums/running/64:simd`](\(link))"), "\(page)")
    #expect(try stand.place.text("report/\(link)").contains("## Difference to \(commit.prefix(10))"))
    #expect(outcome.output.contains("profiles of 1 of 1 flagged rows: \(link)"))
  }

  @Test func `where nothing can profile the gate's report is written all the same, and says why`() throws {
    let place = try Workplace()
    try SharedBaseline.copy(to: place)
    let outcome = try Executable.example.run(
      ["gate", "--profile", "--report", "report"] + SharedBaseline.effort, in: place.folder,
      environment: ["EXAMPLE_SLOW": "1.5", "PATH": "/nowhere"])
    #expect(outcome.status == 1, "\(outcome)")
    let page = try place.text("report/README.md")
    #expect(page.contains("- `sums/running/64:simd`: not profiled: nothing can profile here"), "\(page)")
    #expect(!place.exists("report/profiles"))
  }
}
