import Foundation
import Testing

/// Suspects paired with a build of the baseline's commit. A stand-in for `swift` gives the example program as the build,
/// without the faults that are planted in the program under test; times are the model machine's.
@Suite struct ConfirmTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  /// A git work tree with a package in it and a baseline of its commit.
  private func repository() throws -> String {
    try place.file("Package.swift", "// a package\n")
    let git = { (arguments: [String]) -> String in
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["git", "-c", "user.name=t", "-c", "user.email=t@t"] + arguments
      process.currentDirectoryURL = place.folder
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    _ = try git(["init", "-q"])
    _ = try git(["add", "Package.swift"])
    _ = try git(["commit", "-q", "-m", "first"])
    let commit = try git(["rev-parse", "HEAD"])
    try SharedBaseline.copy(to: place) { $0.set("commit", commit) }
    return commit
  }

  /// - Parameter build: what the stand-in for the package manager does.
  private func gate(faults: [String: String], build: String? = nil) throws -> Outcome {
    let program = """
      #!/bin/sh
      unset EXAMPLE_SLOW EXAMPLE_CRASH
      exec '\(Executable.example.url.path)' "$@"
      """
    try place.file("tools/built/ExampleBenchmarks", program)
    try place.file(
      "tools/swift",
      """
      #!/bin/sh
      echo "$@" >> '\(place.path("calls"))'
      for word in "$@"; do last=$word; done
      [ "$last" = --show-bin-path ] && { echo '\(place.path("tools/built"))'; exit 0; }
      \(build ?? "exit 0")
      """)
    for name in ["tools/swift", "tools/built/ExampleBenchmarks"] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path(name))
    }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let surroundings = ["PATH": "\(place.path("tools")):\(path)", "XDG_CACHE_HOME": place.path("cache")]
    return try Executable.example.run(
      ["gate", "--confirm", "--format", "json=gate.json"] + SharedBaseline.effort, in: place.folder,
      environment: faults.merging(surroundings) { $1 })
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
    let builds = try place.text("calls").split(separator: "\n").count
    #expect(try gate(faults: ["EXAMPLE_SLOW": "1.2"]).status == 1)
    #expect(try place.text("calls").split(separator: "\n").count == builds, "the build is kept")
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
