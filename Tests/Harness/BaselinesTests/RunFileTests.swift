import Foundation
import Testing

@testable import TickmarkBaselines
@testable import TickmarkMeasurement

@Suite struct RunFileTests {
  @Test func `a run that is written and read is the same run`() throws {
    let run = StoredRun.file()
    #expect(try RunFile.decode(run.encoded(), path: "a") == run)
  }

  @Test func `the same run gives the same bytes`() throws {
    let first = try StoredRun.file().encoded()
    for _ in 0..<5 { #expect(try StoredRun.file().encoded() == first) }
  }

  @Test func `a file that is not there is missing`() {
    #expect(throws: BaselineError.fileMissing(path: "/nonexistent/a.json")) {
      try RunFile.read("/nonexistent/a.json")
    }
  }

  @Test(arguments: [
    ("", "it is not JSON"), ("{", "it is not JSON"), ("[1, 2]", "'' is of the wrong kind"),
    ("{}", "'schema' is missing"), ("{\"schema\": 1}", "'schema' is of the wrong kind"),
    ("{\"schema\": \"tickmark.run/1\"}", "is missing"),
  ]) func `a damaged document says where`(text: String, reason: String) {
    let error = #expect(throws: BaselineError.self) { try RunFile.decode(Data(text.utf8), path: "a.json") }
    guard case .damaged("a.json", let found) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found.contains(reason))
  }

  @Test(arguments: ["tickmark.run/2", "tickmark.run/0", "tickmark.comparison/1", ""])
  func `another schema is refused before anything else is read`(schema: String) {
    #expect(throws: BaselineError.unknownSchema(path: "a", found: schema, expected: "tickmark.run/1")) {
      try RunFile.decode(Data("{\"schema\": \"\(schema)\"}".utf8), path: "a")
    }
  }

  @Test func `a document cut off anywhere is damaged, never half a run`() throws {
    let whole = try StoredRun.file().encoded()
    for length in stride(from: 0, to: whole.count - 3, by: 997) {
      #expect(throws: BaselineError.self, "cut after \(length) bytes") {
        try RunFile.decode(whole.prefix(length), path: "a")
      }
    }
  }

  @Test(arguments: ["../../evil", "2026-11-20", "2026-11-20T20:00:00", "2026-11-20T20:00:00Z/..", ""])
  func `a start that is none names no folder`(started: String) throws {
    var run = StoredRun.file()
    run.started = started
    try refused(run, "'\(started)' is no start in ISO 8601")
  }

  @Test(arguments: ["../../evil", "main", "0123456789ABCDEF", "01234", ""])
  func `a commit that is none names no folder`(commit: String) throws {
    var run = StoredRun.file()
    run.commit = commit
    try refused(run, "'\(commit)' is no commit")
    run.commit = "unknown"
    #expect(try RunFile.decode(run.encoded(), path: "a") == run)
  }

  @Test func `a row that is there twice is refused`() throws {
    var run = StoredRun.file()
    run.cases.append(run.cases[0])
    try refused(run, "'sums/running/64:scalar' is there twice")
  }

  @Test func `a time of nothing is refused`() throws {
    var run = StoredRun.file()
    run.cases[0].metrics["wall"]?.median = 0
    try refused(run, "a wall time is not above 0 of 'sums/running/64:scalar'")
  }

  @Test(arguments: [[], [1], [1, 2, 3], [2, 1]]) func `an interval has two bounds in order`(interval: [Double]) throws {
    var run = StoredRun.file()
    run.cases[1].speedup?.interval = interval
    try refused(run, "an interval has not two ordered bounds of 'sums/running/64:simd'")
  }

  @Test func `a ratio that no machine has is refused`() throws {
    var run = StoredRun.file()
    run.cases[1].processes[0].yardsticks["arithmetic"] = 1e9
    try refused(run, "a ratio to a yardstick is out of range of 'sums/running/64:simd'")
  }

  private func refused(_ run: RunFile, _ reason: String) throws {
    let data = try run.encoded()
    #expect(throws: BaselineError.damaged(path: "a", reason: reason)) { try RunFile.decode(data, path: "a") }
  }
}
