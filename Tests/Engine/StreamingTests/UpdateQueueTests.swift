import Testing
import TickmarkIndicators

@testable import TickmarkStreaming

@Suite(.timeLimit(.minutes(20))) struct UpdateQueueTests {
  private static func update(_ number: Int, symbols: Int = 5, isComplete: Bool = true) -> MarketUpdate {
    MarketUpdate(
      symbol: Int32(number % symbols), isComplete: isComplete, time: Int64(number / symbols),
      bar: IndicatorBar(close: Double(number)))
  }

  private static func drain(_ queue: UpdateQueue) async -> [Int] {
    var all: [Int] = []
    var batch: [MarketUpdate] = []
    while await queue.take(into: &batch, upTo: 7) { all += batch.map { Int($0.bar.close) } }
    return all
  }

  @Test(arguments: QueuePolicy.allCases) func `what there is room for leaves as it came`(policy: QueuePolicy)
    async throws
  {
    let queue = UpdateQueue(capacity: 100, policy: policy, symbols: 5)
    try await queue.send((0..<100).map { Self.update($0) })
    queue.finish()
    #expect(await Self.drain(queue) == Array(0..<100))
    let statistics = queue.statistics
    #expect(statistics.offered == 100 && statistics.taken == 100 && statistics.mostWaiting == 100)
    #expect(statistics.dropped + statistics.conflated + statistics.waiting + statistics.blocked == 0)
  }

  @Test(arguments: [1, 2, 10, 64]) func `a source that is too fast waits, and nothing is lost`(capacity: Int)
    async throws
  {
    let queue = UpdateQueue(capacity: capacity, policy: .block, symbols: 5)
    async let drained = Self.drain(queue)
    // Whatever fails, else the drain would wait for more.
    defer { queue.finish() }
    for start in stride(from: 0, to: 5_000, by: 50) {
      try await queue.send((start..<start + 50).map { Self.update($0) })
    }
    queue.finish()
    #expect(await drained == Array(0..<5_000))
    let statistics = queue.statistics
    #expect(statistics.mostWaiting <= capacity && statistics.blocked > 0 && statistics.taken == 5_000)
  }

  @Test func `several sources wait for the same room, and all get their turn`() async throws {
    let queue = UpdateQueue(capacity: 3, policy: .block, symbols: 5)
    async let drained = Self.drain(queue)
    // Whatever fails, else the drain would wait for more.
    defer { queue.finish() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for source in 0..<8 {
        group.addTask { try await queue.send((0..<500).map { Self.update(source * 500 + $0) }) }
      }
      try await group.waitForAll()
    }
    queue.finish()
    let all = await drained
    #expect(all.sorted() == Array(0..<4_000))
    for source in 0..<8 { #expect(all.filter { $0 / 500 == source } == Array(source * 500..<(source + 1) * 500)) }
  }

  @Test func `the oldest go where that is asked for, and are counted`() async throws {
    let queue = UpdateQueue(capacity: 10, policy: .dropOldest, symbols: 5)
    try await queue.send((0..<35).map { Self.update($0, isComplete: $0 % 2 == 0) })
    queue.finish()
    #expect(await Self.drain(queue) == Array(25..<35))
    #expect(queue.statistics.dropped == 25 && queue.statistics.droppedBars == 13 && queue.statistics.offered == 35)
  }

  @Test func `a bar that is not complete is told once, as it was last`() async throws {
    let queue = UpdateQueue(capacity: 10, policy: .conflate, symbols: 2)
    // Two symbols, a bar of four parts each, of which the last is complete; then the next bar.
    for part in 0..<4 {
      try await queue.send(
        (0..<2).map { symbol in
          MarketUpdate(
            symbol: Int32(symbol), isComplete: part == 3, time: 0, bar: IndicatorBar(close: Double(10 * part + symbol)))
        })
    }
    try await queue.send(
      (0..<2).map { symbol in
        MarketUpdate(symbol: Int32(symbol), isComplete: false, time: 1, bar: IndicatorBar(close: Double(40 + symbol)))
      })
    queue.finish()
    #expect(await Self.drain(queue) == [30, 31, 40, 41])
    #expect(queue.statistics.conflated == 6 && queue.statistics.dropped == 0 && queue.statistics.offered == 10)
  }

  @Test func `no policy replaces a complete bar`() async throws {
    let queue = UpdateQueue(capacity: 4, policy: .conflate, symbols: 1)
    async let drained = Self.drain(queue)
    // Whatever fails, else the drain would wait for more.
    defer { queue.finish() }
    try await queue.send((0..<500).map { Self.update($0, symbols: 1) })
    queue.finish()
    #expect(await drained == Array(0..<500))
  }

  @Test func `a source that waits ends when it is cancelled, with its first updates in`() async throws {
    let queue = UpdateQueue(capacity: 4, policy: .block, symbols: 5)
    let source = Task { try await queue.send((0..<50).map { Self.update($0) }) }
    while queue.statistics.blocked == 0 { await Task.yield() }
    source.cancel()
    await #expect(throws: CancellationError.self) { try await source.value }
    queue.finish()
    #expect(await Self.drain(queue) == Array(0..<4))
  }

  @Test func `a source that waits ends when the queue is finished`() async throws {
    let queue = UpdateQueue(capacity: 4, policy: .block, symbols: 5)
    let source = Task { try await queue.send((0..<50).map { Self.update($0) }) }
    while queue.statistics.blocked == 0 { await Task.yield() }
    queue.finish()
    await #expect(throws: CancellationError.self) { try await source.value }
    #expect(await Self.drain(queue) == Array(0..<4))
  }
}
