public import TickmarkIndicators

/// Market data in, indicators out: sources, a bounded queue a worker, incremental indicators, a publisher.
///
///     sources → queue (symbol mod workers) → indicators → publish
///
/// Each symbol has one worker, which takes its updates in their order. The publisher is awaited: where it is slow, updates wait in
/// the queue, and the queue's policy decides what becomes of them. Nothing else waits anywhere.
public struct Pipeline: Sendable {
  public let symbols: Int
  public let indicators: [any Indicator]
  public let queues: [UpdateQueue]
  /// The most updates that are computed and published together.
  public let batch: Int

  /// - Parameter capacity: updates that may wait, of all workers together.
  /// - Precondition: at least one symbol, worker and place, and a batch of 1 or more.
  public init(
    symbols: Int, indicators: [any Indicator], capacity: Int, policy: QueuePolicy, workers: Int = 1, batch: Int = 256
  ) {
    precondition(symbols >= 1 && workers >= 1 && capacity >= workers && batch >= 1, "at least one of each")
    self.symbols = symbols
    self.indicators = indicators
    self.batch = batch
    queues = (0..<workers).map { _ in UpdateQueue(capacity: capacity / workers, policy: policy, symbols: symbols) }
  }

  public var statistics: QueueStatistics { queues.map(\.statistics).reduce(QueueStatistics(), +) }

  /// Runs until every source has ended, or the task is cancelled; either way what is in the queues is computed and published first.
  ///
  /// - Throws: what a source or the publisher throws; the others are ended.
  public func run(
    _ sources: [any UpdateSource], publish: @escaping @Sendable (IndicatorBatch) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await feed(sources) }
      for queue in queues { group.addTask { try await work(queue, publish) } }
      do {
        for try await _ in group {}
      } catch {
        for queue in queues { queue.finish() }
        throw error
      }
    }
  }

  /// Ends the queues when all sources have ended, however they did.
  private func feed(_ sources: [any UpdateSource]) async throws {
    defer { for queue in queues { queue.finish() } }
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for source in sources { group.addTask { try await source.run(send) } }
        for try await _ in group {}
      }
    } catch is CancellationError {
      // The end of the stream, and none of its own.
    }
  }

  @Sendable private func send(_ updates: [MarketUpdate]) async throws {
    guard queues.count > 1 else { return try await queues[0].send(updates) }
    var parts = [[MarketUpdate]](repeating: [], count: queues.count)
    for update in updates { parts[Int(update.symbol) % queues.count].append(update) }
    for (queue, part) in zip(queues, parts) where !part.isEmpty { try await queue.send(part) }
  }

  private func work(
    _ queue: UpdateQueue, _ publish: @Sendable (IndicatorBatch) async throws -> Void
  ) async throws {
    var book = IndicatorBook(indicators, symbols: symbols)
    var updates: [MarketUpdate] = []
    while await queue.take(into: &updates, upTo: batch) {
      var computed = IndicatorBatch(columns: book.columns)
      computed.updates.reserveCapacity(updates.count)
      computed.values.reserveCapacity(updates.count * book.columns.count)
      book.apply(updates.span) { update, values in
        computed.updates.append(update)
        for column in values.indices { computed.values.append(values[column]) }
      }
      if !computed.updates.isEmpty { try await publish(computed) }
    }
  }
}
