import Glibc
import Testing
import TickmarkStatistics

@testable import TickmarkBaselines
@testable import TickmarkMeasurement

@Suite struct RunRecorderTests {
  @Test func `a record carries the case, the variant and what was asked of them`() throws {
    let records = RunRecorder.records(of: Synthetic().reports)
    #expect(records.map(\.key) == ["sums/running/64:scalar", "sums/running/64:simd"])
    let record = try #require(records.last)
    #expect(record.suite == "sums")
    #expect(record.rows == 64)
    #expect(record.kind == "arithmetic")
    #expect(record.agreement == AgreementRecord(class: "exact", largestError: 0))
    #expect(record.processes.map(\.rounds) == [41, 41, 41, 41, 41, 41])
    #expect(record.processes.map(\.discarded) == [2, 2, 2, 2, 2, 2])
    #expect(record.throughput?.unit == "elements/s")
  }

  @Test func `the wall time is the median of the processes' medians`() throws {
    let reports = Synthetic().reports
    let expected = Quantile.median(of: reports.compactMap { Quantile.median(of: $0.variants[1].wall) })
    let wall = try #require(RunRecorder.records(of: reports)[1].metrics["wall"])
    #expect(abs((wall.median ?? 0) - (expected ?? -1)) <= 0.01)
    #expect(wall.unit == "ns")
    #expect(wall.samples?.count == 6 * 41)
    let interval = try #require(wall.interval)
    #expect(interval[0] <= interval[1])
    #expect(abs((wall.median ?? 0) - 250) < 15)
  }

  @Test func `the throughput is the elements over the median`() throws {
    let record = RunRecorder.records(of: Synthetic().reports)[0]
    let median = try #require(record.metrics["wall"]?.median)
    #expect(record.throughput?.value == 64 / median * 1e9)
  }

  @Test func `the reference has no speed-up, the others have one against it`() throws {
    let records = RunRecorder.records(of: Synthetic().reports)
    #expect(records[0].speedup == nil)
    let speedup = try #require(records[1].speedup)
    #expect(speedup.against == "scalar")
    #expect(abs(speedup.ratio - 4) < 0.05)
  }

  @Test func `the speed-up's interval contains the truth about as often as it says`() throws {
    var hits = 0
    for seed in 0..<200 {
      let records = RunRecorder.records(of: Synthetic(seed: UInt64(seed)).reports)
      let interval = try #require(records[1].speedup?.interval)
      if interval[0] <= 4, 4 <= interval[1] { hits += 1 }
    }
    // 95 % is asked for, the wider of two intervals gives a little more; below 182 of 200 is one in ten thousand.
    #expect(hits >= 182, "\(hits) of 200 with seeds 0 to 199")
  }

  @Test func `the ratio to a yardstick does not know the process's pace`() throws {
    let record = RunRecorder.records(of: Synthetic(noise: 0, pace: 0.3).reports)[1]
    for process in record.processes {
      #expect(abs((process.yardsticks["arithmetic"] ?? 0) - log(0.5)) < 1e-12)
    }
    #expect(abs((record.yardsticks["arithmetic"] ?? 0) - 0.5) < 1e-12)
  }

  @Test func `counters that agree in every process are exact`() throws {
    let metrics = RunRecorder.records(of: Synthetic().reports)[1].metrics
    #expect(metrics["allocations"] == MetricRecord(unit: "count", median: 0))
    #expect(metrics["allocatedBytes"] == MetricRecord(unit: "bytes", median: 0))
  }

  @Test func `the allocator's numbers are the largest of the processes, and none where one did not count`() throws {
    var reports = Synthetic().reports
    let allocated = reports.compactMap(\.allocator?.allocated)
    let record = try #require(AllocatorRecord.record(of: reports))
    #expect(record.case == "sums/running/64" && record.resident == 3_000_000)
    #expect(record.allocated == allocated.max() && Set(allocated).count > 1)
    reports[3].allocator = nil
    #expect(AllocatorRecord.record(of: reports) == nil)
  }

  @Test func `a counter that differs between processes is no number, and says why`() throws {
    var reports = Synthetic().reports
    reports[4].variants[1].allocation = .init(allocations: 3, allocatedBytes: 96, freedBytes: 96, peakBytes: 96)
    let metrics = RunRecorder.records(of: reports)[1].metrics
    #expect(
      metrics["allocations"]
        == MetricRecord(unit: "count", median: nil, interval: [0, 3], reason: "not exact: 0 to 3 in 6 processes"))
    #expect(metrics["allocatedBytes"]?.median == nil)
  }

  @Test func `a variant that disagrees in one process has no times at all`() throws {
    var reports = Synthetic().reports
    reports[2].variants[1].disagreement = "[3]: 2.0 where the reference has 1.0"
    reports[2].variants[1].largestError = 0.5
    let record = RunRecorder.records(of: reports)[1]
    #expect(record.metrics.isEmpty)
    #expect(record.processes.isEmpty)
    #expect(record.speedup == nil)
    #expect(record.agreement.disagreement == "[3]: 2.0 where the reference has 1.0")
    #expect(record.agreement.largestError == 0.5)
  }

  @Test func `one process gives a time without an interval, and says so`() throws {
    let record = RunRecorder.records(of: Synthetic(processes: 1).reports)[1]
    #expect(record.metrics["wall"]?.median != nil)
    #expect(record.metrics["wall"]?.interval == nil)
    #expect(record.metrics["wall"]?.reason == "an interval needs two processes")
    #expect(record.speedup == nil)
  }
}
