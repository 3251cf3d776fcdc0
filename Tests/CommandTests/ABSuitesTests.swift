import Foundation
import Testing

/// The same suites on two sides, on the model machine: settings of a flag, environments, commits.
@Suite struct ABSuitesTests {
  private static let effort = ["--filter", "sums", "--processes", "10", "--seconds", "0.02"]

  private func ab(_ arguments: String..., faults: [String: String] = [:], in place: Workplace) throws -> Outcome {
    try Executable.example.run(["ab"] + arguments + Self.effort, in: place.folder, environment: faults)
  }

  private func rows(_ place: Workplace) throws -> [JSON] { try place.json("ab.json")["rows"].list }

  // MARK: Flags

  @Test func `a flag that makes a variant slower is seen in its rows and in no other`() throws {
    let place = try Workplace()
    let outcome = try ab("--flag", "sums.kernel=plain,slow", "--format", "json=ab.json", "--report", "Page", in: place)
    #expect(outcome.status == 1, "\(outcome)")
    let comparison = try place.json("ab.json")
    #expect(comparison["kind"].text == "flags" && comparison["b"].text == "sums.kernel=slow")
    let changed = try rows(place).filter { $0["verdict"].text == "regressed" }
    #expect(changed.map { $0["variant"].text } == ["simd"])
    #expect(abs(try #require(changed[0]["ratio"].number) - 1.2) < 0.02)
    #expect(try place.text("Page/README.md").contains("sums.kernel=plain"))
  }

  @Test func `a setting that gives other values is not timed`() throws {
    let place = try Workplace()
    let outcome = try ab("--flag", "sums.kernel=plain,wrong", "--format", "json=ab.json", in: place)
    #expect(outcome.status == 5, "\(outcome)")
    let row = try #require(rows(place).first { $0["variant"].text == "simd" })
    #expect(row["note"].text == "not timed: after: 'simd' at [3]: expected 121.0, got 122.0")
  }

  @Test(arguments: [
    ("sums.kernel", "no KEY=VALUE"), ("sums.kernel=plain", "names 1 values"), ("sums.kernel=plain,fast", "plain, slow"),
    ("sums.colour=a,b", "no flag 'sums.colour'; there are sums.kernel"),
  ]) func `an unknown flag or value is one line that names the choices`(text: String, part: String) throws {
    let place = try Workplace()
    let outcome = try ab("--flag", text, in: place)
    #expect(outcome.status == 78 && outcome.complaints.first?.contains(part) == true, "\(outcome)")
    #expect(place.files.isEmpty)
  }

  @Test func `a run is measured with its flags, which its file names`() throws {
    let place = try Workplace()
    let outcome = try place.hasty("run", "--flag", "sums.kernel=slow", "--format", "json=run.json")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.json("run.json")["flags"]["sums.kernel"].text == "slow")
    let wrong = try place.hasty("gate", "--flag", "sums.kernel=wrong")
    #expect(wrong.status == 5, "\(wrong)")
    let fromOutside = try place.hasty("run", faults: ["TICKMARK_FLAG_SUMS_KERNEL": "fast"])
    #expect(fromOutside.status == 78, "\(fromOutside)")
    #expect(
      fromOutside.complaints == ["TICKMARK_FLAG_SUMS_KERNEL cannot be 'fast'; it is one of plain, slow, wrong"])
  }

  @Test func `a baseline names the flags that it was measured with`() throws {
    let place = try Workplace()
    let saved = try place.hasty("baseline", "save", faults: ["TICKMARK_FLAG_SUMS_KERNEL": "slow"])
    #expect(saved.status == 0, "\(saved)")
    let path = saved.output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try place.json(path)["flags"]["sums.kernel"].text == "slow")
    let stranger = try place.hasty("run", faults: ["TICKMARK_FLAG_SUMS_COLOUR": "red"])
    #expect(stranger.status == 78 && stranger.complaints.first?.contains("TICKMARK_FLAG_SUMS_KERNEL") == true)
  }

  @Test func `a run with a flag is not held against a baseline without it`() throws {
    let place = try Workplace()
    try SharedBaseline.copy(to: place)
    let outcome = try place.hasty("gate", "--flag", "sums.kernel=slow", "--format", "json=gate.json")
    #expect(outcome.status == 4, "\(outcome)")
    let note = try place.json("gate.json")["notes"].list.first?.text
    #expect(note == "the baseline was measured with no flags set, this run with flags sums.kernel=slow")
  }

  @Test func `the engine's flags choose what its suite of flags runs`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark(
      "ab", "--flag", "backtest.tracking=scalar,simd", "--filter", "flags/backtest-tracking", "--processes", "3",
      "--seconds",
      "0.01", "--margin", "9", "--format", "json=ab.json")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.json("ab.json")["a"].text == "backtest.tracking=scalar")
    #expect(try rows(place).map { $0["variant"].text } == ["scalar", "chosen"])
    let unknown = try place.tickmark("ab", "--flag", "backtest.tracking=scalar,blas")
    #expect(unknown.status == 78 && unknown.complaints.first?.contains("scalar, simd, parallel") == true, "\(unknown)")
  }

  // MARK: Environments

  @Test func `two environments are two sides`() throws {
    let place = try Workplace()
    let outcome = try ab("--env", "EXAMPLE_SLOW=1.2", "EXAMPLE_SLOW=1", "--format", "json=ab.json", in: place)
    #expect(outcome.status == 0 && outcome.output.contains("improved"), "\(outcome)")
    #expect(try place.json("ab.json")["kind"].text == "environments")
    let same = try ab("--env", "EXAMPLE_SLOW=1", "EXAMPLE_SLOW=1 EXAMPLE_SEED=0", "--margin", "0.1", in: place)
    #expect(same.status == 0 && !same.output.contains("improved"), "\(same)")
  }

  @Test func `where even the references differ, the sides disagree`() throws {
    let place = try Workplace()
    let outcome = try ab("--env", "EXAMPLE_SHIFT=0", "EXAMPLE_SHIFT=1", "--format", "json=ab.json", in: place)
    #expect(outcome.status == 5, "\(outcome)")
    let row = try #require(rows(place).first { $0["case"].text == "sums/running/64" })
    #expect(row["note"].text == "not timed: the sides disagree: before 0.0 at [0], after 1.0 at [0]")
  }

  @Test(arguments: [(["A=1"], 64), (["A=1", "B"], 64), (["=1", "A=2"], 64)])
  func `an environment is NAME=VALUE, twice`(environments: [String], status: Int) throws {
    let place = try Workplace()
    let outcome = try Executable.example.run(["ab", "--env"] + environments, in: place.folder)
    #expect(outcome.status == Int32(status) && outcome.complaints.count == 1, "\(outcome)")
  }

  // MARK: Commits

  @Test func `a commit is built once and paired with this executable`() throws {
    let stand = try StandInRepository()
    let commit = try stand.commit()
    let arguments = ["ab", "--base", "main", "--format", "json=ab.json"] + Self.effort
    let outcome = try stand.example(arguments, faults: ["EXAMPLE_SLOW": "1.2"])
    #expect(outcome.status == 1, "\(outcome)")
    let comparison = try stand.place.json("ab.json")
    #expect(comparison["kind"].text == "builds" && comparison["a"].text == "main (\(commit.prefix(10)))")
    let builds = stand.builds
    #expect(try stand.example(arguments).status == 0)
    #expect(stand.builds == builds && builds > 0, "the build is kept")
    let pruned = try stand.example(["ab", "--prune"])
    #expect(pruned.status == 0 && pruned.errors.contains("1 builds removed"), "\(pruned)")
    #expect(try stand.git("worktree", "list").split(separator: "\n").count == 1)
    #expect(stand.place.files.filter { $0.hasPrefix("cache/") }.allSatisfy { $0.hasSuffix(".lock") })
  }

  @Test func `a work tree with changes is the side after, and says so`() throws {
    let stand = try StandInRepository()
    _ = try stand.commit()
    try stand.place.file("Package.swift", "// changed\n")
    let outcome = try stand.example(["ab", "--base", "main"] + Self.effort)
    #expect(outcome.errors.contains("with changes that are not committed"), "\(outcome)")
  }

  @Test func `cases of one side only are shown as added or missing`() throws {
    let stand = try StandInRepository()
    _ = try stand.commit()
    let arguments = ["ab", "--base", "main", "--format", "json=ab.json"] + Self.effort
    let added = try stand.example(arguments, builtFaults: "EXAMPLE_HIDE=1")
    #expect(added.status == 0, "\(added)")
    #expect(try stand.place.json("ab.json")["added"].list.map(\.text) == ["sums/total/64:scalar"])
    let missing = try stand.example(arguments + ["--strict", "--margin", "0.1"], faults: ["EXAMPLE_HIDE": "1"])
    #expect(missing.status == 2, "\(missing)")
    #expect(try stand.place.json("ab.json")["missing"].list.map(\.text) == ["sums/total/64:scalar"])
  }

  @Test func `two commits are compared with each other`() throws {
    let stand = try StandInRepository()
    _ = try stand.commit()
    try stand.place.file("Package.swift", "// changed\n")
    try stand.git("commit", "-q", "-am", "second")
    let outcome = try stand.example(
      ["ab", "--base", "main~1", "--head", "main", "--margin", "0.1"] + Self.effort, faults: ["EXAMPLE_CRASH": "1"])
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test func `a revision that is not there, and one that does not build, are one line each`() throws {
    let stand = try StandInRepository()
    let commit = try stand.commit()
    let absent = try stand.example(["ab", "--base", "nowhere"] + Self.effort)
    #expect(absent.status == 64 && absent.complaints.first?.hasPrefix("no commit 'nowhere' here") == true, "\(absent)")
    let broken = try stand.example(
      ["ab", "--base", "main"] + Self.effort, build: "echo 'a.swift:1:1: error: no such module' >&2; exit 1")
    #expect(broken.status == 4, "\(broken)")
    #expect(
      broken.complaints == [
        "cannot build \(commit.prefix(10)): 'swift build' failed: a.swift:1:1: error: no such module"
      ])
    #expect(try stand.git("worktree", "list").split(separator: "\n").count == 1, "nothing half-built is left")
  }

  @Test func `pruning leaves other work trees alone, even one that is away just now`() throws {
    let stand = try StandInRepository()
    _ = try stand.commit()
    try stand.git("worktree", "add", "-q", "../\(stand.place.folder.lastPathComponent)-other")
    let other = URL(filePath: stand.place.folder.path + "-other")
    let away = URL(filePath: stand.place.folder.path + "-away")
    defer { for url in [other, away] { try? FileManager.default.removeItem(at: url) } }
    _ = try stand.example(["ab", "--base", "main"] + Self.effort)
    try FileManager.default.moveItem(at: other, to: away)
    #expect(try stand.example(["ab", "--prune"]).status == 0)
    #expect(try stand.git("worktree", "list").contains("-other"))
  }

  @Test func `one case that crashes takes no other with it, and passes nothing`() throws {
    let stand = try StandInRepository()
    _ = try stand.commit()
    let outcome = try stand.example(
      ["ab", "--base", "main", "--margin", "0.1", "--format", "json=ab.json"] + Self.effort,
      faults: ["EXAMPLE_CRASH": "1"])
    #expect(outcome.status == 70, "\(outcome)")
    let rows = try stand.place.json("ab.json")["rows"].list
    #expect(
      rows.count { $0["verdict"].text == "equivalent" } == 2 && rows.count { $0["verdict"].text == "undecided" } == 1)
    #expect(outcome.complaints.first?.hasPrefix("sums/running/64:simd: ") == true, "\(outcome)")
  }

  @Test func `a filter that one side alone knows shows its cases, beside those of the others`() throws {
    let stand = try StandInRepository()
    _ = try stand.commit()
    let arguments = ["--filter", "running", "--filter", "total", "--processes", "10", "--seconds", "0.02"]
    let outcome = try stand.example(
      ["ab", "--base", "main", "--format", "json=ab.json"] + arguments, builtFaults: "EXAMPLE_HIDE=1")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try stand.place.json("ab.json")["rows"].list.count == 2)
    #expect(try stand.place.json("ab.json")["added"].list.map(\.text) == ["sums/total/64:scalar"])
    let nothing = try stand.example(
      ["ab", "--base", "main", "--filter", "total", "--format", "json=ab.json"], builtFaults: "EXAMPLE_HIDE=1")
    #expect(nothing.status == 4 && nothing.complaints.first?.contains("no case in common") == true, "\(nothing)")
    #expect(try stand.place.json("ab.json")["added"].list.count == 1, "it is written down all the same")
  }
}
