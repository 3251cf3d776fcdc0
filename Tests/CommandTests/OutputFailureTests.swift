import Foundation
import Testing

/// Places that cannot be written: everything is said, and what was there stays.
@Suite struct OutputFailureTests {
  @Test(arguments: [["run", "--filter", "walks/steps/32"], ["list"], ["doctor"], ["baseline", "show", "sums"]])
  func `a full standard output ends with 74`(arguments: [String]) throws {
    let place = try Workplace()
    try SharedBaseline.copy(to: place)
    let effort = arguments[0] == "run" ? SharedBaseline.hasty : []
    let outcome = try Executable.example.run(arguments + effort, in: place.folder, output: "/dev/full")
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.first?.contains("No space left on device") == true, "\(outcome)")
  }

  @Test func `a full device that is named as a file ends with 74`() throws {
    let outcome = try Workplace().hasty("run", "--filter", "walks/steps/32", "--format", "json=/dev/full")
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("cannot write '/dev/full': No space left on device") == true)
  }

  @Test(arguments: [["indicators", "--prices"], ["data", "info"]])
  func `the engine's results end with 74 too`(arguments: [String]) throws {
    let place = try Workplace()
    let prices = try place.file("prices.csv", Prices.long)
    for format in [[], ["--format", "json=-"], ["--format", "json=/dev/full"]] {
      let outcome = try Executable.tickmark.run(arguments + [prices] + format, in: place.folder, output: "/dev/full")
      #expect(outcome.status == 74, "\(format) \(outcome)")
      #expect(outcome.complaints.count == 1)
    }
  }

  @Test func `a parent that is a file is named`() throws {
    let place = try Workplace()
    try place.file("file", "mine")
    let outcome = try place.hasty("run", "--filter", "walks/steps/32", "--format", "json=file/run.json")
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("cannot write 'file/run.json': ") == true)
    #expect(try place.text("file") == "mine")
  }

  @Test(
    .enabled(if: SmallDisk.isPossible, "SKIPPED: no right to mount a small disk; run as root"),
    arguments: [false, true])
  func `a baseline on a full or read-only disk stays as it was`(isFull: Bool) throws {
    let disk = try SmallDisk()
    let source = try Workplace()
    let path = try SharedBaseline.copy(to: source)
    let stored = "\(disk.folder)/\(path.split(separator: "/").dropFirst().joined(separator: "/"))"
    try FileManager.default.createDirectory(
      at: URL(filePath: stored).deletingLastPathComponent(), withIntermediateDirectories: true)
    try source.bytes(path).write(to: URL(filePath: stored))
    let before = try Data(contentsOf: URL(filePath: stored))
    if isFull { try disk.fill() } else { try disk.makeReadOnly() }
    let outcome = try Executable.example.run(
      ["baseline", "save", "--run", source.path(path), "--baselines", disk.folder], in: disk.place.folder)
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.count == 1)
    #expect(
      outcome.complaints.first?.contains(isFull ? "No space left on device" : "Read-only file system") == true,
      "\(outcome)")
    #expect(try Data(contentsOf: URL(filePath: stored)) == before)
    let beside = try FileManager.default.contentsOfDirectory(
      atPath: URL(filePath: stored).deletingLastPathComponent().path)
    #expect(beside == ["sums.json"])
  }

  @Test(
    .enabled(if: SmallDisk.isPossible, "SKIPPED: no right to mount a small disk; run as root"),
    arguments: [false, true])
  func `a run on a full or read-only disk shows its results before it fails`(isFull: Bool) throws {
    let disk = try SmallDisk()
    if isFull { try disk.fill() } else { try disk.makeReadOnly() }
    let outcome = try Executable.example.run(
      ["run", "--filter", "walks/steps/32"] + SharedBaseline.hasty, in: URL(filePath: disk.folder))
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.output.contains("steps/32"), "\(outcome)")
    let left = FileManager.default.enumerator(atPath: disk.folder)?.compactMap { $0 as? String } ?? []
    #expect(!left.contains { $0.contains(".json") }, "\(left)")
  }

  @Test(
    .enabled(if: SmallDisk.isPossible, "SKIPPED: no right to mount a small disk; run as root"),
    arguments: [false, true])
  func `results on a full or read-only disk leave the old file as it was`(isFull: Bool) throws {
    let disk = try SmallDisk()
    let prices = try disk.place.file("prices.csv", Prices.long)
    let output = "\(disk.folder)/out.csv"
    try Data("old".utf8).write(to: URL(filePath: output))
    if isFull { try disk.fill() } else { try disk.makeReadOnly() }
    let outcome = try disk.place.tickmark("indicators", "--prices", prices, "--output", output)
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("cannot write '\(output)': ") == true)
    #expect(try String(contentsOfFile: output, encoding: .utf8) == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder).count == (isFull ? 2 : 1))
  }
}
