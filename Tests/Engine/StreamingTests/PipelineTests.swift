import Synchronization
import Testing
import TickmarkFrames
import TickmarkIndicators

@testable import TickmarkStreaming

@Suite(.timeLimit(.minutes(20))) struct PipelineTests {
  private static func indicators(_ list: String = "sma:5,rsi:5") throws -> [any Indicator] {
    try IndicatorCatalog.indicators(list)
  }

  /// What was published, by symbol.
  private final class Published: Sendable {
    let times = Mutex<[Int32: [Int64]]>([:])
    let values = Mutex<[Int32: [Double]]>([:])

    @Sendable func take(_ batch: IndicatorBatch) {
      for (index, update) in batch.updates.enumerated() {
        times.withLock { $0[update.symbol, default: []].append(update.time) }
        values.withLock { $0[update.symbol, default: []] += batch.values(index) }
      }
    }
  }

  @Test(arguments: [1, 2, 3], QueuePolicy.allCases) func `every symbol's bars come out in their order`(
    workers: Int, policy: QueuePolicy
  ) async throws {
    let pipeline = Pipeline(
      symbols: 7, indicators: try Self.indicators(), capacity: 10_000, policy: policy, workers: workers)
    let published = Published()
    try await pipeline.run([SyntheticSource(symbols: 7, count: 2_100)]) { published.take($0) }
    let times = published.times.withLock(\.self)
    #expect(times.count == 7 && times.values.allSatisfy { $0 == Array(0..<300) })
    #expect(pipeline.statistics.taken == 2_100 && pipeline.statistics.waiting == 0)
  }

  @Test func `a publisher that is slow makes the source wait, and gets everything`() async throws {
    let pipeline = Pipeline(symbols: 3, indicators: try Self.indicators(), capacity: 8, policy: .block, batch: 4)
    let published = Published()
    try await pipeline.run([SyntheticSource(symbols: 3, count: 600)]) { batch in
      try await Task.sleep(for: .microseconds(100))
      published.take(batch)
    }
    #expect(published.times.withLock { $0.values.allSatisfy { $0 == Array(0..<200) } })
    #expect(pipeline.statistics.blocked > 0 && pipeline.statistics.mostWaiting <= 8)
  }

  @Test func `a stream that is cancelled publishes what it has taken in`() async throws {
    let pipeline = Pipeline(symbols: 3, indicators: try Self.indicators(), capacity: 100, policy: .block)
    let published = Published()
    let running = Task {
      try await pipeline.run([SyntheticSource(symbols: 3, updatesPerSecond: 20_000)]) { published.take($0) }
    }
    while published.times.withLock({ $0.isEmpty }) { await Task.yield() }
    running.cancel()
    try await running.value
    let statistics = pipeline.statistics
    #expect(statistics.waiting == 0 && statistics.taken == statistics.offered)
    #expect(published.times.withLock { $0.values.map(\.count).reduce(0, +) } == statistics.taken)
  }

  @Test func `a publisher that fails ends the stream with its error`() async throws {
    struct Gone: Error {}
    let pipeline = Pipeline(symbols: 3, indicators: try Self.indicators(), capacity: 8, policy: .block)
    await #expect(throws: Gone.self) {
      try await pipeline.run([SyntheticSource(symbols: 3)]) { _ in throw Gone() }
    }
  }

  @Test func `a source that fails ends the stream with its error, behind what it had sent`() async throws {
    struct Broken: Error {}
    struct Source: UpdateSource {
      func run(_ send: ([MarketUpdate]) async throws -> Void) async throws {
        try await send([MarketUpdate(symbol: 0, time: 0, bar: IndicatorBar(close: 1))])
        throw Broken()
      }
    }
    let pipeline = Pipeline(symbols: 1, indicators: try Self.indicators("sma:1"), capacity: 8, policy: .block)
    let published = Published()
    await #expect(throws: Broken.self) { try await pipeline.run([Source()]) { published.take($0) } }
    #expect(published.times.withLock { $0[0] } == [0])
  }

  @Test func `a recorded file comes moment by moment, with the batch variants' last values`() async throws {
    let frame = try Frame(
      bars: (0..<40).flatMap { day in
        ["B", "A", "C"].map { symbol in
          Bar(
            symbol: symbol, moment: Moment(day: Day(number: Int32(day))),
            close: Double(day) + Double(symbol.utf8.first ?? 0) / 7)
        }
      }, precision: .float64, order: .sorting)
    let pipeline = Pipeline(symbols: 3, indicators: try Self.indicators("sma:5"), capacity: 100, policy: .block)
    let published = Published()
    try await pipeline.run([RecordedSource(frame, pace: .unlimited)]) { published.take($0) }
    for symbol in 0..<3 {
      let values = try #require(published.values.withLock { $0[Int32(symbol)] })
      #expect(values.count == 40)
      let letter = Double(UInt8(65 + symbol)) / 7
      let expected = (35..<40).map { Double($0) + letter }.reduce(0, +) / 5
      #expect(abs(try #require(values.last) - expected) < 1e-12)
    }
  }

  @Test func `an even pace is kept, and what was due stays due however late it leaves`() async throws {
    let pipeline = Pipeline(symbols: 1, indicators: try Self.indicators("sma:1"), capacity: 1_000, policy: .block)
    let dues = Mutex<[Int64]>([])
    let start = SteadyClock.now
    try await pipeline.run([SyntheticSource(symbols: 1, updatesPerSecond: 10_000, count: 500)]) { batch in
      dues.withLock { $0 += batch.updates.map(\.due) }
    }
    #expect(SteadyClock.now - start >= 49_000_000)
    let all = dues.withLock(\.self)
    #expect(all.count == 500 && zip(all, all.dropFirst()).allSatisfy { abs($1 - $0 - 100_000) <= 1 })
  }
}
