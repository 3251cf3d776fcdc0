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

  private func bisect(_ arguments: String..., case name: String = "sums/running/64") throws -> Outcome {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try Executable.example.run(
      ["bisect", name, "--variant", "simd", "--seconds", "0.01"] + arguments, in: place.folder,
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
    let several = try bisect("--good", "good", case: "sums")
    #expect(several.status == 64 && several.complaints.first?.hasPrefix("several cases are called 'sums'") == true)
    let backwards = try bisect("--good", "HEAD", "--bad", "good")
    #expect(backwards.status == 64 && backwards.complaints.first?.contains("no commits lead from") == true)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let unknown = try Executable.example.run(
      ["bisect", "sums/nothing/64", "--good", "good"], in: place.folder,
      environment: ["PATH": "\(place.path("tools")):\(path)", "XDG_CACHE_HOME": place.path("cache")])
    #expect(unknown.status == 64 && unknown.complaints == ["no case matches 'sums/nothing/64'; 'list' shows them all"])
  }

  /// What the builds of a commit run to learn their pace: of the two that a control pairs, b is slower. Which of the two is
  /// started first follows from the pair's seed.
  private static let lopsided = """
    import json, os, sys

    MASK, STEP = 2**64 - 1, 0x9E3779B97F4A7C15

    def drawn(seed, count):
        for place in range(1, count + 1):
            z = (seed + place * STEP) & MASK
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
            z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
            yield z ^ z >> 31

    starts = {}
    for process in range(100):
        (seed,) = drawn(1 + process * STEP & MASK, 1)
        request, _, order = drawn(seed, 3)
        starts[request] = order & 1
    try:
        seed = json.loads(sys.argv[-1])["seed"]
    except (ValueError, KeyError, TypeError):
        seed = None
    mark = f"{sys.argv[1]}/{seed}"
    is_first = not os.path.exists(mark)
    open(mark, "w").close()
    print(1.3 if seed in starts and is_first == (starts[seed] == 1) else 1)
    """
  private static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  @Test(.enabled(if: hasPython, "SKIPPED: no /usr/bin/python3"))
  func `where a control fires the machine is unfit, and nothing is said of the commit`() throws {
    let script = try place.file("tools/side.py", Self.lopsided)
    try FileManager.default.createDirectory(atPath: place.path("marks"), withIntermediateDirectories: true)
    try commit(["", "EXAMPLE_PACE=$(/usr/bin/python3 \(script) \(place.path("marks")) \"$@\")"])
    let outcome = try bisect("--good", "good")
    #expect(outcome.status == 3, "\(outcome)")
    #expect(outcome.complaints.count == 1 && outcome.complaints[0].contains("a control fired"), "\(outcome)")
    #expect(
      outcome.errors.contains("HEAD beside good: ") && outcome.errors.contains("(a control fired: "), "\(outcome)")
  }
}
