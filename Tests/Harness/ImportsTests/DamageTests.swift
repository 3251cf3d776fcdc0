import Foundation
import Testing

@testable import TickmarkBaselines
@testable import TickmarkImports

/// Files that were cut, edited or never what they should be: one line, and never a trap.
@Suite(.timeLimit(.minutes(20))) struct DamageTests {
  /// Either a typed error of one line that names the file, or a sound run.
  private func isSoundOrRefused(_ data: Data, _ fixture: ForeignFixture) throws -> Bool {
    switch try Importing.run(data, name: fixture.file, from: fixture.format) {
    case .success(let run): return try RunFile.decode(run.encoded(), path: "run.json") == run
    case .failure(let error):
      let text = "\(error)"
      return text.contains(fixture.file) && !text.contains("\n") && text.contains(";")
    }
  }

  @Test(arguments: ForeignFixture.documents) func `a document that is cut anywhere is refused`(
    fixture: ForeignFixture
  ) throws {
    let data = try fixture.data()
    for part in 0..<40 {
      let cut = data.prefix(data.count * part / 40)
      guard case .failure(let error) = try Importing.run(cut, name: fixture.file) else {
        Issue.record("cut at \(cut.count) of \(data.count) it was taken")
        continue
      }
      guard case .damaged = error else {
        Issue.record("\(error)")
        continue
      }
    }
  }

  @Test(arguments: ["go.txt", "criterion-messages.jsonl"]) func `lines that are cut are refused, or give fewer samples`(
    name: String
  ) throws {
    let fixture = try #require(ForeignFixture.all.first { $0.file == name })
    let data = try fixture.data()
    var refused = 0
    for part in 1..<60 {
      switch try Importing.run(data.prefix(data.count * part / 60), name: name) {
      case .failure: refused += 1
      case .success(let run):
        let samples = run.cases.reduce(0) { $0 + ($1.metrics["wall"]?.samples?.count ?? 0) }
        #expect(samples <= fixture.samples)
        if name == "go.txt", samples < fixture.samples {
          #expect(run.notes.contains { $0.contains("may have been cut short") })
        }
      }
    }
    #expect(refused > 10)
  }

  @Test(arguments: ForeignFixture.documents) func `a document without any one of its fields is refused or sound`(
    fixture: ForeignFixture
  ) throws {
    let document = try JSONSerialization.jsonObject(with: strict(fixture.data()))
    var refused = 0
    for edited in Edits.some(Edits.withoutOneField(document)) {
      let data = try JSONSerialization.data(withJSONObject: edited, options: [.fragmentsAllowed])
      #expect(try isSoundOrRefused(data, fixture))
      if case .failure = try Importing.run(data, name: fixture.file, from: fixture.format) { refused += 1 }
    }
    #expect(refused > 0)
  }

  @Test(arguments: ForeignFixture.documents) func `a document with any one value of another kind is refused or sound`(
    fixture: ForeignFixture
  ) throws {
    let document = try JSONSerialization.jsonObject(with: strict(fixture.data()))
    for value in [-1, 0, 1e300, 9_007_199_254_740_993, "x", [], NSNull()] as [Any] {
      for edited in Edits.some(Edits.withOneValue(document, value)) {
        let data = try JSONSerialization.data(withJSONObject: edited, options: [.fragmentsAllowed])
        #expect(try isSoundOrRefused(data, fixture), "\(value)")
      }
    }
  }

  @Test(arguments: ForeignFixture.files) func `bytes changed at random never trap`(fixture: ForeignFixture) throws {
    let data = try fixture.data()
    var source = Noise(seed: 7)
    for _ in 0..<100 {
      var changed = data
      for _ in 0..<Int.random(in: 1...4, using: &source) {
        let place = Int.random(in: 0..<changed.count, using: &source)
        changed[place] = UInt8.random(in: 0...255, using: &source)
      }
      #expect(try isSoundOrRefused(changed, fixture), "seed 7")
    }
  }

  @Test(arguments: ["0", "-3.5", "NaN", "1e400", "Infinity"]) func `a time that is none is refused with its place`(
    time: String
  ) throws {
    let text = GoogleText.file([("A", [5]), ("B", [7])]).replacing("\"real_time\": 7.0", with: "\"real_time\": \(time)")
    let error = #expect(throws: ImportError.self) { try Importing.run(text, name: "sums.json") }
    guard case .damaged(_, let place, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place == "benchmarks[1].real_time" || time == "1e400")
  }

  @Test func `the other formats say the place, too`() throws {
    let places = [
      ("{\"results\": [{\"command\": \"a\", \"times\": [1, -1]}]}", "a.json", "results[0].times[1]"),
      ("{\"results\": [{\"command\": \"a\", \"times\": []}]}", "a.json", "results[0].times"),
      ("BenchmarkA 1 5 ns/op\n\nBenchmarkA 1 0 ns/op\n", "a.txt", "line 3, ns/op"),
      ("BenchmarkA 1 5 ns/op\nBenchmarkA-2 10", "a.txt", "line 2"),
      ("BenchmarkA 1 5 ns/op\nBenchmarkA-2", "a.txt", "line 2"),
      (
        "[{\"benchmark\": \"a\", \"mode\": \"avgt\", \"primaryMetric\": {\"scoreUnit\": \"s/op\", \"rawData\": [[]]}}]",
        "a.json",
        "[0].primaryMetric.rawData"
      ),
      (
        "{\"reason\": \"benchmark-complete\", \"id\": \"a\", \"unit\": \"ns\", \"iteration_count\": [1], \"measured_values\": []}\n",
        "a.json", "line 1, measured_values"
      ),
      ("{\"wallClock\": -4}", "a.p90.json", "wallClock"),
    ]
    for (text, name, expected) in places {
      let error = #expect(throws: ImportError.self) { try Importing.run(text, name: name) }
      guard case .damaged(_, expected, _) = error else {
        Issue.record("\(String(describing: error)), not \(expected)")
        continue
      }
    }
  }

  @Test func `what is no result at all names the formats, and how to say one`() throws {
    for (text, name) in [("hello\n", "a.txt"), ("{\"a\": 1}", "a.json"), ("[]", "a.json"), ("<xml/>", "a.xml")] {
      let error = #expect(throws: ImportError.self) { try Importing.run(text, name: name) }
      let line = "\(try #require(error))"
      #expect(line.contains("say which with --from: google-benchmark, hyperfine, pytest-benchmark"), "\(line)")
    }
    for text in ["{\"results\": []}", "{\"context\": {}, \"benchmarks\": []}"] {
      let format = text.contains("context") ? "google-benchmark" : "hyperfine"
      let error = #expect(throws: ImportError.self) { try Importing.run(text, name: "a.json", from: format) }
      guard case .empty = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test func `missing, empty and too large files are told apart`() throws {
    #expect(throws: ImportError.missing(path: "/nowhere/a.json")) { try Importing.run(["/nowhere/a.json"]) }
    let empty = #expect(throws: ImportError.self) { try Importing.run("", name: "a.json") }
    #expect("\(try #require(empty))".contains("it is empty"))
    // A hole of a file: no byte of it is on the disk.
    let path = FileManager.default.temporaryDirectory.appending(path: "tickmark-hole-\(UUID().uuidString)").path
    try Data().write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.truncate(atOffset: UInt64(ImportSource.limit) + 1)
    try handle.close()
    #expect(throws: ImportError.tooLarge(path: path, bytes: ImportSource.limit + 1, limit: ImportSource.limit)) {
      try Importing.run([path])
    }
  }

  @Test func `a folder without criterion's files says what it lacks`() throws {
    let error = #expect(throws: ImportError.self) {
      try Importing.run([ForeignFixture.folder.path + "/criterion/sum/new"])
    }
    #expect("\(try #require(error))".isEmpty == false)
    let none = #expect(throws: ImportError.self) {
      try Importing.run([FileManager.default.currentDirectoryPath + "/scripts"])
    }
    guard case .empty = none else {
      Issue.record("\(String(describing: none))")
      return
    }
  }

  /// Without the NaN that JSONSerialization does not know.
  private func strict(_ data: Data) -> Data {
    Data(String(decoding: data, as: UTF8.self).replacing("NaN", with: "0").utf8)
  }
}

/// A source that gives the same every time.
struct Noise: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

/// Copies of a JSON document, each with one change; of long lists only the first two elements are changed.
enum Edits {
  /// Some fifteen, evenly spread: a second a document is enough.
  static func some(_ edits: [Any]) -> [Any] {
    stride(from: 0, to: edits.count, by: max(1, edits.count / 15)).map { edits[$0] }
  }

  static func withoutOneField(_ value: Any) -> [Any] {
    changes(value) { object in
      object.keys.sorted().map { key in
        var copy = object
        copy[key] = nil
        return copy
      }
    }
  }

  static func withOneValue(_ value: Any, _ new: Any) -> [Any] {
    changes(value) { object in
      object.keys.sorted().map { key in
        var copy = object
        copy[key] = new
        return copy
      }
    }
  }

  private static func changes(_ value: Any, _ edit: ([String: Any]) -> [[String: Any]]) -> [Any] {
    if let object = value as? [String: Any] {
      return edit(object)
        + object.sorted { $0.key < $1.key }.flatMap { key, inner in
          changes(inner, edit).map { changed -> Any in
            var copy = object
            copy[key] = changed
            return copy
          }
        }
    }
    guard let list = value as? [Any] else { return [] }
    return list.prefix(2).indices.flatMap { index in
      changes(list[index], edit).map { changed -> Any in
        var copy = list
        copy[index] = changed
        return copy
      }
    }
  }
}
