import NIOCore
import Testing
import TickmarkIndicators
import TickmarkStreaming

@testable import TickmarkService

@Suite struct GatheringTests {
  private let names = ["A", "B", "C"]

  /// What an indicator book makes of updates of these symbols.
  private func batch(_ symbols: [Int32], from time: Int64 = 1) async throws -> IndicatorBatch {
    let updates = symbols.enumerated().map { index, symbol in
      MarketUpdate(symbol: symbol, time: time + Int64(index), bar: IndicatorBar(close: Double(index + 1)))
    }
    let kept = KeptBatches()
    try await Pipeline(
      symbols: 3, indicators: try IndicatorCatalog.indicators("sma:2"), capacity: 1_000, policy: .block, batch: 1_000
    ).run([ListSource(updates: updates)]) { await kept.add($0) }
    return try #require(await kept.all.first)
  }

  @Test func `a flush has each symbol's updates in their order, numbered without a step`() async throws {
    var gathering = Gathering(symbols: 3)
    gathering.append(try await batch([0, 2, 0]))
    let first = gathering.take(names: names) { _, _ in true }
    #expect(first.symbols.map(\.code) == [0, 2])
    #expect(first.symbols[0].rows.map(\.sequence) == [1, 2] && gathering.count == 0)
    gathering.append(try await batch([0, 1], from: 100))
    let second = gathering.take(names: names) { code, format in code == 1 && format == .json }
    #expect(second.symbols.map { $0.rows.map(\.sequence) } == [[3], [1]])
    #expect(second.symbols.map { $0.json != nil } == [false, true] && second.symbols.allSatisfy { $0.binary == nil })
  }

  @Test func `who subscribes is told where its symbols stand, then everything after, and nothing twice`() async throws {
    let hub = hub()
    var gathering = Gathering(symbols: 3)
    gathering.append(try await batch([0, 1, 0]))
    hub.deliver(gathering.take(names: names) { _, _ in false })
    let outlet = KeptFrames()
    let subscriber = Subscriber(format: .binary, outlet: outlet)
    _ = subscriber.add(0)
    hub.subscribe(subscriber, to: [0])
    gathering.append(try await batch([1, 0, 0], from: 100))
    // Encoded before anybody read: the hub makes up for it.
    hub.deliver(gathering.take(names: names) { _, _ in false })
    let messages = outlet.messages
    #expect(messages.map(\.kind) == [.snapshot, .updates])
    #expect(messages.flatMap(\.rows).map(\.sequence) == [2, 3, 4])
  }

  @Test func `who does not read misses updates, is told of none, and stands right once it reads`() async throws {
    let hub = hub()
    let (slow, quick) = (KeptFrames(), KeptFrames())
    let subscribers = [slow, quick].map { Subscriber(format: .binary, outlet: $0) }
    for subscriber in subscribers {
      _ = subscriber.add(0)
      hub.subscribe(subscriber, to: [0])
    }
    slow.isWritable = false
    var gathering = Gathering(symbols: 3)
    for time in 0..<100 {
      gathering.append(try await batch([0], from: Int64(time)))
      hub.deliver(gathering.take(names: names) { _, _ in true })
    }
    #expect(slow.messages.isEmpty && quick.messages.count == 100)
    #expect(subscribers[0].missed == [0])
    slow.isWritable = true
    subscribers[0].send(hub.snapshots(of: subscribers[0].takeMissed(), .binary))
    #expect(slow.messages.flatMap(\.rows).map(\.sequence) == [100] && subscribers[0].missed.isEmpty)
  }

  @Test func `who has left is sent nothing, and nothing is encoded for it`() async throws {
    let readership = Readership(symbols: 3)
    let hub = hub(readership)
    let outlet = KeptFrames()
    let subscriber = Subscriber(format: .json, outlet: outlet)
    _ = subscriber.add(0)
    hub.subscribe(subscriber, to: [0])
    #expect(readership.snapshot()(0, .json) && !readership.snapshot()(0, .binary))
    hub.leave(subscriber)
    #expect(!readership.snapshot()(0, .json))
    var gathering = Gathering(symbols: 3)
    gathering.append(try await batch([0]))
    hub.deliver(gathering.take(names: names) { _, _ in true })
    #expect(outlet.frames.isEmpty)
  }

  private func hub(_ readership: Readership = Readership(symbols: 3)) -> FanoutHub {
    FanoutHub(
      names: names, readership: readership, metrics: ServiceMetrics(registry: MetricsRegistry()))
  }
}

private struct ListSource: UpdateSource {
  let updates: [MarketUpdate]
  func run(_ send: ([MarketUpdate]) async throws -> Void) async throws { try await send(updates) }
}

private actor KeptBatches {
  private(set) var all: [IndicatorBatch] = []
  func add(_ batch: IndicatorBatch) { all.append(batch) }
}

private final class KeptFrames: Outlet {
  var isWritable = true
  private(set) var frames: [ByteBuffer] = []

  func write(_ frame: ByteBuffer) { frames.append(frame) }
  func flush() {}

  var messages: [(kind: FrameKind, rows: [UpdateRow])] {
    frames.compactMap { frame in
      var frame = frame
      guard let (_, length) = frame.readMultipleIntegers(as: (UInt8, UInt8).self) else { return nil }
      frame.moveReaderIndex(forwardBy: length == 126 ? 2 : length == 127 ? 8 : 0)
      return BinaryRows.rows(frame)
    }
  }
}
