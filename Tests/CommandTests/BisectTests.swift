import Foundation
import Testing

/// Commits that "build" by a stand-in for `swift`: each build is the example program with the fault that its commit holds.
@Suite struct BisectTests {
  private let repository: StandInRepository
  private var place: Workplace { repository.place }

  init() throws {
    repository = try StandInRepository()
    _ = try repository.commit()
    // The folder that a build is asked for follows the option.
    try place.file(
      "tools/swift",
      """
      #!/bin/sh
      [ "$1" = --version ] && { echo 'a stand-in'; exit 0; }
      while [ $# -gt 1 ]; do [ "$1" = --package-path ] && tree=$2; shift; done
      [ "$1" = --show-bin-path ] && { echo "$tree/bin"; exit 0; }
      fault=$(cat "$tree/fault" 2>/dev/null)
      [ "$fault" = broken ] && { echo 'error: it does not compile'; exit 1; }
      mkdir -p "$tree/bin"
      printf '#!/bin/sh\\nexport %s\\nexec "%s" "$@"\\n' "${fault:-EXAMPLE_NOTHING=1}" '\(Executable.example.url.path)' \
        > "$tree/bin/ExampleBenchmarks"
      chmod +x "$tree/bin/ExampleBenchmarks"
      """)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path("tools/swift"))
  }

  /// A commit for each fault, the first of them tagged `good`.
  private func commit(_ faults: [String]) throws {
    for (number, fault) in faults.enumerated() {
      try place.file("fault", fault)
      try place.file("number", "\(number)")
      try repository.git("add", "fault", "number")
      try repository.git("commit", "-q", "-m", "change \(number)")
      if number == 0 { try repository.git("tag", "good") }
    }
  }

  private func bisect(_ arguments: String...) throws -> Outcome {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try Executable.example.run(
      ["bisect", "sums/running/64", "--variant", "simd", "--seconds", "0.01"] + arguments, in: place.folder,
      environment: ["PATH": "\(place.path("tools")):\(path)", "XDG_CACHE_HOME": place.path("cache")])
  }

  private let slow = "EXAMPLE_SLOW=1.1"

  @Test func `the commit that made a case slower is found`() throws {
    try commit(["", "", "", slow, slow, slow])
    let outcome = try bisect("--good", "good")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.contains("change 3") && outcome.output.split(separator: "\n").count == 1, "\(outcome)")
    #expect(outcome.errors.contains("5 commits, at most 3 steps"), "\(outcome)")
  }

  @Test func `commits that do not build are passed over, and named where they may be it`() throws {
    try commit(["", "", "broken", slow, slow])
    let outcome = try bisect("--good", "good")
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.output.contains("change 2") && outcome.output.contains("change 3"), "\(outcome)")
    #expect(outcome.output.split(separator: "\n").count == 2)
    #expect(outcome.errors.contains("passed over: cannot build"), "\(outcome)")
  }

  @Test func `a bad commit that is not slower is said, not bisected`() throws {
    try commit(["", "", ""])
    let outcome = try bisect("--good", "good")
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.complaints.first?.contains("'HEAD' is not known to be slower than 'good'") == true, "\(outcome)")
  }

  @Test func `what cannot be bisected is one line`() throws {
    try commit(["", slow])
    #expect(try bisect("--good", "nowhere").status == 64)
    let backwards = try bisect("--good", "HEAD", "--bad", "good")
    #expect(backwards.status == 64 && backwards.complaints.first?.contains("no commits lead from") == true)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let unknown = try Executable.example.run(
      ["bisect", "sums/nothing/64", "--good", "good"], in: place.folder,
      environment: ["PATH": "\(place.path("tools")):\(path)", "XDG_CACHE_HOME": place.path("cache")])
    #expect(unknown.status == 64 && unknown.complaints == ["no case matches 'sums/nothing/64'; 'list' shows them all"])
  }
}
