import Foundation
import Testing

@testable import TickmarkBaselines
@testable import TickmarkImports

/// What one iteration handles, in all kinds that criterion has.
@Suite struct CriterionTests {
  /// The folder of one benchmark whose iteration takes a microsecond.
  private func run(throughput: String) throws -> RunFile {
    let root = FileManager.default.temporaryDirectory.appending(path: "tickmark-criterion-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = root.appending(path: "sum/64/new")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let benchmark = """
      {"group_id": "sum", "function_id": null, "value_str": "64", "throughput": \(throughput), "full_id": "sum/64"}
      """
    try Data(benchmark.utf8).write(to: folder.appending(path: "benchmark.json"))
    let sample = "{\"iters\": [1, 2, 3], \"times\": [1000, 2000, 3000]}"
    try Data(sample.utf8).write(to: folder.appending(path: "sample.json"))
    return try Importing.run([root.path])
  }

  @Test(arguments: [
    ("{\"Elements\": 64}", 64, 64e6, "elements/s"), ("{\"Bytes\": 512}", 0, 512e6, "B/s"),
    ("{\"BytesDecimal\": 512}", 0, 512e6, "B/s"), ("{\"Bits\": 4096}", 0, 4_096e6, "bits/s"),
    ("{\"ElementsAndBytes\": {\"elements\": 64, \"bytes\": 512}}", 64, 64e6, "elements/s"),
  ]) func `a throughput is of its own kind`(text: String, rows: Int, rate: Double, unit: String) throws {
    let row = try #require(try run(throughput: text).cases.first)
    #expect(row.rows == rows && row.throughput?.unit == unit)
    #expect(abs((row.throughput?.value ?? 0) / rate - 1) < 1e-9)
  }

  @Test func `a kind that nobody knows yet is left out with a note, and the row stays`() throws {
    let run = try run(throughput: "{\"Furlongs\": {\"of\": 3}}")
    #expect(run.cases.count == 1 && run.cases[0].throughput == nil && run.cases[0].rows == 0)
    #expect(run.notes.contains("left out: the throughput of 'sum/64', of the unknown kind 'Furlongs'"))
    #expect(try self.run(throughput: "null").cases.count == 1)
  }
}
