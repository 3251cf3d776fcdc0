import Foundation
import TickmarkAllocator

/// What a session of `ChurnSession` saw.
public struct ChurnSummary: Sendable, Equatable, Codable {
  /// How long requests took; by nearest rank.
  public struct Latency: Sendable, Equatable, Codable {
    public var count: Int
    public var p50Nanoseconds: UInt64
    public var p99Nanoseconds: UInt64
    public var maxNanoseconds: UInt64

    /// Nil where there was none.
    init?(_ latencies: [UInt64]) {
      let sorted = latencies.sorted()
      guard let last = sorted.last else { return nil }
      func percentile(_ percent: Int) -> UInt64 { sorted[(sorted.count * percent + 99) / 100 - 1] }
      count = sorted.count
      (p50Nanoseconds, p99Nanoseconds, maxNanoseconds) = (percentile(50), percentile(99), last)
    }
  }

  public struct Purges: Sendable, Equatable, Codable {
    public var count: Int
    public var givenBackBytes: Int
    public var longestNanoseconds: Int
  }

  public private(set) var schema = "tickmark.churn/1"
  public var plan: ChurnSession.Plan
  public var allocator: String
  /// `MALLOC_CONF`, where it was set.
  public var settings: String?
  /// The same in every session of one plan.
  public var sum: Double
  /// From the first request of a burst to the last order that went, all bursts together.
  public var busyNanoseconds: UInt64
  public var requests: Latency?
  /// The first request of each thread after each pause.
  public var firstRequests: Latency?
  /// The small requests in the pauses.
  public var probes: Latency?
  /// The most of the readings at the bursts' tops; absent where the allocator does not count.
  public var peakResidentBytes: Int?
  public var processPeakBytes: Int?
  /// At the end of each pause.
  public var pauses: [MemoryReading]
  /// Absent where none were asked for, or where there is no allocator to purge.
  public var purges: Purges?

  init(
    _ plan: ChurnSession.Plan, workers: [ChurnWorker], probe: ChurnProbe, tops: [MemoryReading],
    pauses: [MemoryReading], busyNanoseconds: UInt64, purge: QuietPurge?
  ) {
    self.plan = plan
    self.pauses = pauses
    self.busyNanoseconds = busyNanoseconds
    allocator = Allocator.name
    settings = ProcessInfo.processInfo.environment["MALLOC_CONF"]
    sum = workers.map(\.sum).reduce(0, +)
    requests = Latency(workers.flatMap(\.latencies))
    firstRequests = Latency(workers.flatMap(\.firstLatencies))
    probes = Latency(probe.latencies)
    peakResidentBytes = tops.compactMap(\.residentBytes).max()
    processPeakBytes = MemoryReading.processPeakBytes()
    if let purge, purge.isEffective {
      let counts = purge.counts
      purges = Purges(
        count: counts.purges, givenBackBytes: counts.givenBackBytes,
        longestNanoseconds: Int(counts.longest / .nanoseconds(1)))
    }
  }
}
