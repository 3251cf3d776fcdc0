import Foundation
import Testing

/// A git work tree whose commits "build" by a stand-in for `swift`: the build is the example program without the faults that
/// are planted in the program under test, or with faults of its own.
struct StandInRepository {
  let place: Workplace

  init() throws { place = try Workplace() }

  /// Makes the work tree with one commit in it and returns that.
  func commit() throws -> String {
    try place.file("Package.swift", "// a package\n")
    _ = try git("init", "-q", "-b", "main")
    _ = try git("add", "Package.swift")
    _ = try git("commit", "-q", "-m", "first")
    return try git("rev-parse", "HEAD")
  }

  @discardableResult func git(_ arguments: String...) throws -> String {
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

  /// Runs the example program where commits build.
  ///
  /// - Parameters:
  ///   - build: what the stand-in for the package manager does.
  ///   - builtFaults: what is planted in the builds: `NAME=VALUE` assignments of the shell.
  func example(
    _ arguments: [String], faults: [String: String] = [:], build: String? = nil, builtFaults: String = ""
  ) throws -> Outcome {
    let program = """
      #!/bin/sh
      unset EXAMPLE_SLOW EXAMPLE_CRASH EXAMPLE_HIDE
      \(builtFaults.isEmpty ? "" : "export \(builtFaults)")
      exec '\(Executable.example.url.path)' "$@"
      """
    try place.file("tools/built/ExampleBenchmarks", program)
    try place.file(
      "tools/swift",
      """
      #!/bin/sh
      [ "$1" = --version ] && { echo 'a stand-in'; exit 0; }
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
    return try Executable.example.run(arguments, in: place.folder, environment: faults.merging(surroundings) { $1 })
  }

  /// How often the package manager was called.
  var builds: Int { (try? place.text("calls").split(separator: "\n").count) ?? 0 }
}
