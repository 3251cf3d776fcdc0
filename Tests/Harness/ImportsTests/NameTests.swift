import Foundation
import Testing

@testable import TickmarkBaselines
@testable import TickmarkImports

/// Names of other tools: every row keeps its own, and keeps it tomorrow.
@Suite struct NameTests {
  private func keys(_ names: [String], suite: String? = nil) throws -> [String] {
    let text = GoogleText.file(names.map { ($0, [5, 6]) })
    let folder = FileManager.default.temporaryDirectory.appending(path: "tickmark-names-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.json")
    try text.write(to: path, atomically: true, encoding: .utf8)
    return try Importing.run([path.path], suite: suite).cases.map(\.key)
  }

  @Test(arguments: [
    ("BM_Copy", "BM_Copy/1"), ("BM_Copy/1024", "BM_Copy/1024"), ("BM_Copy/8/1024", "BM_Copy.8/1024"),
    ("BM_Copy/100x50", "BM_Copy/100x50"), ("BM_Copy/1024/threads:4", "BM_Copy.threads=4/1024"),
    ("BM_Copy/0", "BM_Copy.0/1"), ("BM_Copy/007", "BM_Copy.007/1"), ("BM Copy/é", "BM_Copy.é/1"), ("/", "_/1"),
    ("64", "64/1"), ("BM/99999999999999999999", "BM.99999999999999999999/1"), ("BM<a::b>/2", "BM<a==b>/2"),
  ]) func `a name becomes operation and size`(name: String, expected: String) throws {
    #expect(try keys([name]) == ["sums/\(expected):google-benchmark"])
  }

  @Test func `names that would become one are told apart, and both show their own`() throws {
    let found = try keys(["A", "A/1", "B"])
    #expect(
      found == [
        "sums/sums%2FA/1:google-benchmark", "sums/sums%2FA%2F1/1:google-benchmark", "sums/B/1:google-benchmark",
      ])
    #expect(Set(try keys(["a:b", "a=b", "a b", "a_b", "a.b", "a/b"])).count == 6)
  }

  @Test func `the order of the rows changes no name`() throws {
    let names = ["A", "A/1", "a:b", "a=b", "C/8", "C/8/x", "C/x/8"]
    #expect(Set(try keys(names)) == Set(try keys(names.reversed())))
    #expect(Set(try keys(names)).count == names.count)
  }

  @Test func `a name that is there twice is refused with both places`() throws {
    let error = #expect(throws: ImportError.self) { try keys(["A/8", "B", "A/8"]) }
    guard case .twice("A/8", let first, let second) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(first.hasSuffix("benchmarks[0]") && second.hasSuffix("benchmarks[4]"))
  }

  @Test func `a suite that was named holds all rows, also of several groups`() throws {
    let text = "pkg: a\nBenchmarkX 1 5 ns/op\nBenchmarkY 1 5 ns/op\npkg: b\nBenchmarkX 1 5 ns/op\nok\n"
    #expect(try Importing.run(text, name: "go.txt").cases.map(\.case) == ["a/X/1", "a/Y/1", "b/X/1"])
    let folder = FileManager.default.temporaryDirectory.appending(path: "tickmark-suite-\(UUID().uuidString).txt")
    try text.write(to: folder, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(
      try Importing.run([folder.path], suite: "mine").cases.map(\.case) == ["mine/a%2FX/1", "mine/Y/1", "mine/b%2FX/1"])
  }

  @Test(arguments: [".hidden", String(repeating: "é", count: 300), "a/b c:d", "", "/", "..", "\u{0}"])
  func `a group becomes a suite that can be a file's name`(group: String) {
    let name = RowNames.suiteName(group)
    #expect(RunFile.isPlainName(name) && name.utf8.count <= 120, "\(name)")
  }

  @Test func `files of the same benchmarks are refused, or are processes where that is said`() throws {
    let path = ForeignFixture.all[0].path
    let error = #expect(throws: ImportError.self) { try Importing.run([path, path]) }
    #expect("\(try #require(error))".contains("say --repeated"))
    let copy = FileManager.default.temporaryDirectory.appending(path: "tickmark-copy-\(UUID().uuidString).json")
    try FileManager.default.copyItem(atPath: path, toPath: copy.path)
    defer { try? FileManager.default.removeItem(at: copy) }
    let run = try Importing.run([path, copy.path], repeated: true)
    #expect(run.cases.count == 3 && run.cases.allSatisfy { $0.processes.map(\.rounds) == [6, 6] })
    #expect(run.notes.contains { $0.contains("each file is a process") })
  }
}

/// Under which machine class imported numbers are stored.
@Suite struct MachineTests {
  private func run(context: String, machineClass: String? = nil) throws -> RunFile {
    let path = FileManager.default.temporaryDirectory.appending(path: "tickmark-machine-\(UUID().uuidString).json")
    try GoogleText.file([("A", [5, 6])], context: context).write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    return try Importing.run([path.path], machineClass: machineClass)
  }

  @Test func `this machine's class is taken where the file does not contradict it`() throws {
    #expect(try run(context: "").machine.class == Importing.here.class)
    #expect(try run(context: "\"num_cpus\": 2, \"host_name\": \"runner-8412\"").machine.class == Importing.here.class)
    #expect(try ForeignFixture.all[2].run().machine.class == Importing.here.class)
  }

  @Test func `a file of another machine is not filed under this one`() throws {
    let other = try run(context: "\"num_cpus\": 64")
    #expect(other.machine.class == "unknown-fxmx-64c" && other.machine.cores == 64)
    #expect(other.notes.contains { $0.contains("made of what the file says") })
    let text = try String(contentsOfFile: ForeignFixture.all[2].path, encoding: .utf8)
      .replacing("\"brand_raw\": \"AMD EPYC\"", with: "\"brand_raw\": \"Intel(R) Xeon(R) CPU E5 @ 2.20GHz\"")
    #expect(try Importing.run(text, name: "p.json").machine.class == "intel-xeon-e5-f26m2-2c")
  }

  @Test func `a class that was given holds whatever the file says`() throws {
    #expect(try run(context: "\"num_cpus\": 64", machineClass: "ci-large").machine.class == "ci-large")
  }

  @Test func `files of two machines are no run`() throws {
    let other = FileManager.default.temporaryDirectory.appending(path: "tickmark-other-\(UUID().uuidString).json")
    try GoogleText.file([("Z", [5])], context: "\"num_cpus\": 64").write(to: other, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: other) }
    let paths = [ForeignFixture.all[0].path, other.path]
    let error = #expect(throws: ImportError.self) { try Importing.run(paths) }
    guard case .apart(what: "machines", _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try Importing.run(paths, machineClass: "pool").cases.count == 4)
  }
}
