import Foundation
import Testing

@testable import TickmarkFlags

@Suite struct FlagFileTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// What a file of somebody else may hold.
  private let foreign = """
    {"$schema": "https://flagd.dev/schema/v0/flags.json", "metadata": {"version": 17},
     "flags": {"other.flag": {"state": "ENABLED", "variants": {"a": [1, 2.5, null, true, {"deep": "ü"}]}, "more": {}},
               "sample.speed": {"state": "DISABLED", "variants": {"quick": "fused"}, "metadata": {"owner": "me"},
                                "targeting": {"var": "x"}}}}
    """

  @Test func `a file that is written is read as the same`() throws {
    let file = try FlagFile(path: "f.json", text: foreign)
    #expect(try FlagFile(path: "f.json", text: file.text) == file)
    #expect(file.keys == ["other.flag", "sample.speed"])
  }

  @Test func `setting a flag keeps what is not its own`() throws {
    let path = try scratch.file("flags.json", foreign)
    let before = try #require(try FlagFile.read(path))
    try FlagFile.change(path) { $0.set(Sample.speed, to: "scalar") }
    let after = try #require(try FlagFile.read(path))
    #expect(after["other.flag"] == before["other.flag"])
    #expect(try scratch.text("flags.json").contains("https://flagd.dev/schema/v0/flags.json"))
    #expect(try scratch.text("flags.json").contains("\"version\" : 17"))
    #expect(after["sample.speed"]?.object?["metadata"] == .object(["owner": .text("me")]))
    #expect(try Flags(Sample.known, file: after).evaluate("sample.speed").value == "scalar")
  }

  @Test(arguments: Sample.speed.choices) func `what is set is what the file then says`(choice: String) throws {
    let path = try scratch.file("flags.json", foreign)
    try FlagFile.change(path) { $0.set(Sample.speed, to: choice) }
    let evaluation = try Flags(Sample.known, file: FlagFile.read(path)).evaluate("sample.speed")
    #expect(evaluation.value == choice && evaluation.reason == .fixed)
    // An existing name for a choice stays its name.
    #expect(evaluation.variant == (choice == "fused" ? "quick" : choice))
  }

  @Test func `setting, then removing, leaves the rest as it was`() throws {
    let path = try scratch.file("flags.json", foreign)
    try FlagFile.change(path) { $0.remove("sample.speed") }
    let before = try scratch.text("flags.json")
    try FlagFile.change(path) { $0.set(Sample.order, to: "down") }
    #expect(try scratch.text("flags.json") != before)
    try FlagFile.change(path) { $0.remove("sample.order-of") }
    #expect(try scratch.text("flags.json") == before)
  }

  @Test func `a plan comes back out of the file`() throws {
    let path = scratch.path("deep/er/flags.json")
    let plan = try GuardPlan(
      for: Sample.speed, control: "scalar", candidate: "fused", share: 0.25, margin: 0.5, maximumCost: 0.1)
    try FlagFile.change(path) { $0.set(Sample.speed, to: "fused", under: plan) }
    let flags = try Flags(Sample.known, file: FlagFile.read(path))
    #expect(flags.guardPlan(of: "sample.speed") == plan)
    #expect(flags.evaluate("sample.speed").value == "fused")
    try FlagFile.change(path) { $0.set(Sample.speed, to: "fused") }
    #expect(try Flags(Sample.known, file: FlagFile.read(path)).guardPlan(of: "sample.speed") == nil)
  }

  @Test func `no file is no error`() throws { #expect(try FlagFile.read(scratch.path("nothing.json")) == nil) }

  @Test(arguments: ["", "{", "flags: {}", "{\"flags\": {}} x", "{\"flags\": {\"a\": NaN}}", "\u{0}"])
  func `a file that is not JSON says so, and stays`(text: String) throws {
    let path = try scratch.file("flags.json", text)
    let reading = thrown { () throws(FlagError) in _ = try FlagFile.read(path) }
    guard case .notJSON(path, _) = reading else {
      Issue.record("\(String(describing: reading))")
      return
    }
    #expect(reading?.description.contains("\n") == false)
    #expect(thrown { () throws(FlagError) in try FlagFile.change(path) { $0.remove("a") } } == reading)
    #expect(try scratch.text("flags.json") == text)
  }

  @Test func `what is not JSON is told with its line`() {
    let error = thrown { () throws(FlagError) in
      _ = try FlagFile(path: "f.json", text: "{\"flags\":\n {\n \"a\": tru}}\n")
    }
    #expect(error?.description.contains(", line 3; correct") == true, "\(String(describing: error))")
  }

  @Test(arguments: ["[]", "17", "{}", "{\"flags\": []}"])
  func `a file without an object of flags says so`(text: String) throws {
    let path = try scratch.file("flags.json", text)
    let error = thrown { () throws(FlagError) in _ = try FlagFile.read(path) }
    guard case .badFile(path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `what is no file, or far too long, is no flag file`() throws {
    let long = try scratch.file("long.json", String(repeating: " ", count: JSONFile.limitBytes + 1))
    let pipe = scratch.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [scratch.folder.path, long, pipe] {
      let error = thrown { () throws(FlagError) in _ = try FlagFile.read(path) }
      guard case .badFile(path, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test func `a file that may not be read says so`() {
    // A name longer than any file system takes cannot be opened, by the superuser either.
    let path = scratch.path(String(repeating: "x", count: 300))
    #expect(
      thrown { () throws(FlagError) in _ = try FlagFile.read(path) } == .unreadable(path: path, code: ENAMETOOLONG))
  }

  @Test func `a place that takes no files says so`() {
    let path = "/proc/nothing/flags.json"
    let error = thrown { () throws(FlagError) in try FlagFile.change(path) { $0.set(Sample.speed, to: "simd") } }
    guard case .unwritable(path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `of many that set flags at once none loses another's`() async throws {
    let path = scratch.path("flags.json")
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<24 {
        group.addTask {
          let flag = Flag("sample.f\(index)", choices: ["a"], defaultChoice: "a", purpose: "one of many")
          try? FlagFile.change(path) { $0.set(flag, to: "a") }
        }
      }
    }
    #expect(try FlagFile.read(path)?.keys.count == 24)
    #expect(scratch.names == ["flags.json", "flags.json.lock"])
  }
}
