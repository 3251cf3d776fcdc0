import NIOCore
import TickmarkStreaming

/// The subscribers of one event loop, by symbol, and where each symbol stands.
///
/// Lives on its loop: what a subscriber is sent when it subscribes, and what it is sent from then on, leaves nothing out and tells
/// nothing twice.
final class FanoutHub {
  private let names: [String]
  private let readership: Readership
  private let metrics: ServiceMetrics
  private var subscribers: [[Subscriber]]
  private var latest: [UpdateRow?]
  private var watchers: [StreamCommand.Topic: [Subscriber]] = [:]
  /// What watchers were told last, for those who come later.
  private var told: [StreamCommand.Topic: ByteBuffer] = [:]

  init(names: [String], readership: Readership, metrics: ServiceMetrics) {
    (self.names, self.readership, self.metrics) = (names, readership, metrics)
    subscribers = Array(repeating: [], count: names.count)
    latest = Array(repeating: nil, count: names.count)
  }

  func subscribe(_ subscriber: Subscriber, to symbols: [Int32]) {
    for symbol in symbols {
      subscribers[Int(symbol)].append(subscriber)
      readership.change(symbol, subscriber.format, by: 1)
    }
    subscriber.send(snapshots(of: symbols, subscriber.format))
  }

  func unsubscribe(_ subscriber: Subscriber, from symbols: some Sequence<Int32>) {
    for symbol in symbols {
      guard let index = subscribers[Int(symbol)].firstIndex(where: { $0 === subscriber }) else { continue }
      subscribers[Int(symbol)].swapAt(index, subscribers[Int(symbol)].count - 1)
      subscribers[Int(symbol)].removeLast()
      readership.change(symbol, subscriber.format, by: -1)
    }
  }

  func watch(_ subscriber: Subscriber, _ topic: StreamCommand.Topic) {
    guard watchers[topic]?.contains(where: { $0 === subscriber }) != true else { return }
    watchers[topic, default: []].append(subscriber)
    if let told = told[topic] { subscriber.send([told]) }
  }

  func leave(_ subscriber: Subscriber) {
    unsubscribe(subscriber, from: subscriber.symbols)
    for topic in watchers.keys { watchers[topic]?.removeAll { $0 === subscriber } }
  }

  /// Tells all who watch a topic.
  func tell(_ topic: StreamCommand.Topic, _ frame: ByteBuffer) {
    told[topic] = frame
    for subscriber in watchers[topic] ?? [] where !subscriber.isStalled { subscriber.send([frame]) }
  }

  /// Where symbols stand, in as many frames as it takes; nothing of a symbol that had no update.
  func snapshots(of symbols: some Sequence<Int32>, _ format: StreamFormat) -> [ByteBuffer] {
    let rows = symbols.compactMap { latest[Int($0)] }
    return stride(from: 0, to: rows.count, by: 1_000).map {
      format.frame(.snapshot, Array(rows[$0..<min($0 + 1_000, rows.count)]), names: names)
    }
  }

  /// Hands a flush to the subscribers of its symbols.
  func deliver(_ flush: Flush) {
    var reached: [Subscriber] = []
    var (deliveries, conflated) = (0, 0)
    for symbol in flush.symbols {
      latest[Int(symbol.code)] = symbol.rows.last
      for subscriber in subscribers[Int(symbol.code)] {
        // Nobody read the symbol yet when the flush was encoded.
        let frame = symbol.frame(subscriber.format) ?? subscriber.format.frame(.updates, symbol.rows, names: names)
        if subscriber.queue(frame, of: symbol.code) { reached.append(subscriber) }
        if subscriber.isStalled { conflated += symbol.rows.count } else { deliveries += symbol.rows.count }
      }
    }
    metrics.deliveries.increment(by: Int64(deliveries))
    metrics.conflated.increment(by: Int64(conflated))
    for subscriber in reached { subscriber.flush() }
    let now = SteadyClock.now
    for symbol in flush.symbols {
      for row in symbol.rows { metrics.deliverySeconds.recordNanoseconds(max(now - row.update.due, 0)) }
    }
  }
}
