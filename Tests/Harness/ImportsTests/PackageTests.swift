import Foundation
import Testing

@testable import TickmarkBaselines
@testable import TickmarkImports

/// package-benchmark's two forms, and what its scaling factor and its histograms do to numbers.
@Suite struct PackageTests {
  /// A baseline of one benchmark whose times are 2,000 ns and that has one more metric, as the tool stores it.
  private func row(_ metric: String, _ values: [Int], factor: Int, edit: (String) -> String = { $0 }) throws
    -> CaseRecord
  {
    func result(_ metric: String, _ values: [Int]) -> String {
      var counts = [Int](repeating: 0, count: 1_024 * 30)
      for value in values { counts[Self.cell(value)] += 1 }
      let last = counts.lastIndex { $0 > 0 } ?? 0
      return """
        {"metric": {"\(metric)": {}}, "scalingFactor": \(factor), "statistics": {"histogram": {
        "lowestDiscernibleValue": 1, "subBucketMask": 2047, "counts": \(counts.prefix(last + 1)),
        "minNonZeroValue": \(values.filter { $0 > 0 }.min().map(UInt64.init) ?? .max), "maxValue": \(values.max() ?? 0)}}}
        """
    }
    let text = """
      {"baselineName": "a", "machine": {"hostname": "h", "processors": 2, "kernelVersion": "k", "memory": 8},
      "results": [{"name": "sum", "target": "Sums"}, [\(result("wallClock", [2_000, 2_000])), \(edit(result(metric, values)))]]}
      """
    return try #require(Importing.run(text, name: "results.json").cases.first)
  }

  /// Where a histogram of three digits counts a value.
  private static func cell(_ value: Int) -> Int {
    guard value >= 2_048 else { return value }
    let bucket = Int.bitWidth - value.leadingZeroBitCount - 11
    return (bucket + 1) * 1_024 + (value >> bucket) - 1_024
  }

  @Test func `the memory of the process is not divided by the calls in a sample`() throws {
    let row = try row("peakMemoryResident", [16 << 20, 16 << 20], factor: 1_000)
    #expect(row.metrics["residentBytes"]?.median == Double(16 << 20))
    #expect(row.metrics["wall"]?.median == 2)
    #expect(try self.row("mallocCountTotal", [5_000], factor: 1_000).metrics["allocations"]?.median == 5)
  }

  @Test(arguments: [[0], [7], [12_345], [12_345, 12_345, 12_345], [1_234_567]])
  func `a count that is the same every time is itself, not the middle of its cell`(values: [Int]) throws {
    let metric = try #require(try row("mallocCountTotal", values, factor: 1).metrics["allocations"])
    #expect(metric.median == Double(values[0]) && metric.interval == nil)
  }

  @Test(arguments: [[0, 7], [12_344, 12_345], [12_345, 99_999, 50_000]])
  func `a count that differs is from its least to its most`(values: [Int]) throws {
    let metric = try #require(try row("mallocCountTotal", values, factor: 1).metrics["allocations"])
    #expect(metric.median == nil)
    #expect(metric.interval == [Double(values.min() ?? 0), Double(values.max() ?? 0)])
  }

  @Test func `a greatest value outside of its cell is damage`() throws {
    let error = #expect(throws: ImportError.self) {
      try row("mallocCountTotal", [12_345], factor: 1) {
        $0.replacing("\"maxValue\": 12345", with: "\"maxValue\": 99999")
      }
    }
    #expect("\(try #require(error))".contains("results[1][1].statistics.histogram"))
  }

  @Test func `thresholds say that they may be of many calls`() throws {
    let run = try Importing.run([ForeignFixture.all[8].path])
    #expect(run.notes.contains { $0.contains("scaling factor") && $0.contains("of one call where it is 1") })
  }
}
