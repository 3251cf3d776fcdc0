import NIOCore
import TickmarkIndicators
import TickmarkStreaming

/// A flush to many subscribers without connections: what a suite times.
package final class FanoutBench {
  private let names: [String]
  private let hub: FanoutHub
  private let rows: [[UpdateRow]]
  private let subscribers: [CountingOutlet]

  /// As many symbols as a tenth of the subscribers, each with one update; ten symbols to a subscriber.
  package init(subscribers count: Int) {
    let symbols = max(10, count / 10)
    names = (0..<symbols).map { "S\(10_000 + $0)" }
    hub = FanoutHub(
      names: names, readership: Readership(symbols: symbols), metrics: ServiceMetrics(registry: MetricsRegistry()))
    rows = (0..<symbols).map { symbol in
      let update = MarketUpdate(
        symbol: Int32(symbol), time: 1, bar: IndicatorBar(close: 100 + Double(symbol), high: 101, low: 99, volume: 1e6))
      return [UpdateRow(update: update, sequence: 1, values: [1.5, 50, 0.25, 0.5, 0.125])]
    }
    subscribers = (0..<count).map { _ in CountingOutlet() }
    for (number, outlet) in subscribers.enumerated() {
      let subscriber = Subscriber(format: .binary, outlet: outlet)
      let own = (0..<10).map { Int32((number * 10 + $0) % symbols) }.filter(subscriber.add)
      hub.subscribe(subscriber, to: own)
    }
  }

  /// Bytes that were handed to subscribers, each of whose frames was encoded for it alone.
  package func each() -> Int {
    var frames: [[ByteBuffer]] = []
    for row in rows { frames.append((0..<readers(of: row)).map { _ in encoded(row) }) }
    deliver(frames.map { $0[0] })
    return taken()
  }

  /// The same, each symbol's frame encoded once.
  package func shared() -> Int {
    deliver(rows.map(encoded))
    return taken()
  }

  private func readers(of row: [UpdateRow]) -> Int { subscribers.count * 10 / names.count }
  private func encoded(_ row: [UpdateRow]) -> ByteBuffer { StreamFormat.binary.frame(.updates, row, names: names) }

  private func deliver(_ frames: [ByteBuffer]) {
    hub.deliver(
      Flush(
        symbols: zip(rows, frames).enumerated().map { index, pair in
          Flush.Symbol(code: Int32(index), rows: pair.0, json: nil, binary: pair.1)
        }))
  }

  private func taken() -> Int {
    subscribers.reduce(0) { sum, outlet in
      defer { outlet.bytes = 0 }
      return sum + outlet.bytes
    }
  }
}

private final class CountingOutlet: Outlet {
  var bytes = 0
  var isWritable: Bool { true }
  func write(_ frame: ByteBuffer) { bytes += frame.readableBytes }
  func flush() {}
}
