import Foundation
import Testing

@Suite struct ScriptTests {
  static let haswell = "sse4_2 popcnt avx avx2 bmi1 bmi2 fma abm movbe f16c"
  static let avx512 = "avx512f avx512dq avx512cd avx512bw avx512vl"

  @Test(arguments: [
    ("\(haswell) \(avx512) sse2", "skylake-avx512"), (haswell, "haswell"), ("sse2 sse4_2 avx", ""), ("", ""),
    ("\(haswell) avx512f avx512dq avx512cd avx512bw", "haswell"), ("avx2x \(avx512)", ""),
  ]) func `the level is the best of which every part is there`(flags: String, level: String) throws {
    let list = try scratchFile("processor\t: 0\nflags\t\t: fpu \(flags) end\nbugs\t\t: none\n")
    defer { try? FileManager.default.removeItem(at: list) }
    let result = try run("scripts/instruction-set", environment: ["TICKMARK_CPUINFO": list.path(percentEncoded: false)])
    #expect(result.output == (level.isEmpty ? "" : level + "\n"))
    #expect(result.status == 0)
  }

  @Test func `no list of flags means the portable build`() throws {
    let result = try run("scripts/instruction-set", environment: ["TICKMARK_CPUINFO": "/nonexistent"])
    #expect(result.output == "")
    #expect(result.status == 0)
  }

  /// Lines as Swift Testing writes them, and what has to come of them.
  static let logs: [(lines: [String], summary: String, status: Int32)] = [
    (["◇ Test a() started.", "✔ Test a() passed after 0.1 seconds.", run(1)], "1 passed, 0 failed, 0 skipped", 0),
    (
      ["◇ Test a() started.", "✘ Test a() failed after 0.1 seconds with 1 issue.", run(1)],
      "0 passed, 1 failed, 0 skipped", 1
    ),
    (
      [
        "◇ Test \"a \"b\" c\" started.", "✔ Test \"a \"b\" c\" with 2 test cases passed after 0.1 seconds.",
        "◇ Test k() started.", "━ Test k() passed after 0.1 seconds with 1 known issue.",
        "➜ Suite S skipped", "➜ Test \"s\" skipped: \"no network\"", "◇ Test c(x:) started.",
        "➜ Test c(x:) was cancelled after 0.1 seconds: \"why\"", run(4),
      ], "2 passed, 0 failed, 2 skipped", 0
    ),
    // The process died under two tests, then before any.
    (["◇ Test a() started.", "◇ Test \"b\" started.", "Fatal error"], "0 passed, 2 failed, 0 skipped", 1),
    (["error: no tests"], "0 passed, 1 failed, 0 skipped", 1),
    // One test more was promised than was seen; none was seen; nothing at all.
    (["✔ Test a() passed after 0.1 seconds.", run(2)], "1 passed, 1 failed, 0 skipped", 1),
    ([run(0)], "0 passed, 1 failed, 0 skipped", 1),
    ([], "0 passed, 1 failed, 0 skipped", 1),
    (["check passed: it starts"], "1 passed, 0 failed, 0 skipped", 0),
    (["check failed: it starts"], "0 passed, 1 failed, 0 skipped", 1),
    // What an issue says is no test.
    (
      [
        "✘ Test a() recorded an issue at A.swift:3:1: Expectation failed", "↳ Test b() passed after 3 seconds by hand",
        "◇ Test a() started.", "✘ Test a() failed after 0.1 seconds with 1 issue.", run(1),
      ], "0 passed, 1 failed, 0 skipped", 1
    ),
  ]

  @Test(arguments: logs.indices) func `every test of a log is counted, also the one that never ended`(index: Int) throws
  {
    let (lines, summary, status) = Self.logs[index]
    let log = try scratchFile(lines.map { $0 + "\n" }.joined())
    defer { try? FileManager.default.removeItem(at: log) }
    let result = try run("scripts/count-tests", [log.path(percentEncoded: false)])
    #expect(result.output.split(separator: "\n").last.map(String.init) == summary)
    #expect(result.status == status)
  }

  @Test func `skipped tests are named with their reason`() throws {
    let log = try scratchFile("➜ Test \"reads prices\" skipped: \"no network\"\n" + Self.run(1) + "\n")
    defer { try? FileManager.default.removeItem(at: log) }
    let result = try run("scripts/count-tests", [log.path(percentEncoded: false)])
    #expect(result.output.contains("SKIPPED: \"reads prices\" skipped: \"no network\""))
  }

  @Test(arguments: SourceTree.project.files.filter { $0.folder == "scripts" && !$0.name.contains(".") }.map(\.path))
  func `a script says what it does, how to use it and how it ends`(path: String) throws {
    let result = try run(path, ["--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("usage: \(path)"))
    #expect(result.output.contains("exit: "))
    #expect(!result.output.contains("set -euo"))
    let text = try #require(SourceTree.project.file(path)).text
    #expect(text.hasPrefix("#!/usr/bin/env bash\n# "))
    #expect(text.contains("\nset -euo pipefail\n"))
  }

  private static func run(_ count: Int) -> String {
    "✔ Test run with \(count) tests in 1 suite passed after 0.1 seconds."
  }

  private func scratchFile(_ text: String) throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "tickmark-\(UUID().uuidString).txt")
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url
  }

  private func run(
    _ script: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> (output: String, status: Int32) {
    let process = Process()
    process.executableURL = SourceTree.root.appending(path: script)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }
}
