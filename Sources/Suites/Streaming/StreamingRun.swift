import Dispatch
import Synchronization
import TickmarkFrames
import TickmarkIndicators
import TickmarkMemory
import TickmarkStreaming

/// Updates of many symbols in turn, and what three indicators make of them.
final class StreamingRun {
  private static let list = "sma:20,rsi:14,macd:12/26/9"
  private static let count = 20_000
  private static let executor = ThreadExecutor()

  let symbols: Int
  let updates: [MarketUpdate]
  private let indicators: [any Indicator]
  private let streams: [[any OneStream]]
  private var book: IndicatorBook
  private var latest: [Double]
  private var time: Int64 = 0

  init(symbols: Int) {
    self.symbols = symbols
    indicators = (try? IndicatorCatalog.indicators(Self.list)) ?? []
    let indicators = indicators
    streams = (0..<symbols).map { _ in indicators.map { $0.oneStream() } }
    book = IndicatorBook(indicators, symbols: symbols)
    latest = Array(repeating: .nan, count: symbols * indicators.flatMap(\.columns).count)
    updates = (0..<Self.count).map { index in
      let close = 100 + 10 * SplitMix.unit(seed: 5, index)
      return MarketUpdate(
        symbol: Int32(index % symbols), time: Int64(index / symbols),
        bar: IndicatorBar(close: close, high: close + 1, low: close - 1, volume: 1_000))
    }
  }

  /// The values after the last update, by symbol.
  func copy() -> [Double] { latest.map(\.self) }

  func byStreams() {
    for streams in streams { for stream in streams { stream.restart() } }
    let width = latest.count / symbols
    for update in updates {
      var column = Int(update.symbol) * width
      for stream in streams[Int(update.symbol)] { column = stream.take(update.bar, &latest, at: column) }
    }
  }

  func byBook() {
    book.restart()
    let updates = updates
    book.apply(updates.span) { _, _ in }
    let width = latest.count / symbols
    for symbol in 0..<symbols {
      let values = book.values(of: symbol)
      for column in 0..<width { latest[symbol * width + column] = values[column] }
    }
  }

  /// The sum of all values of all updates.
  func sumByBook() -> Double {
    book.restart()
    var sum = 0.0
    let updates = updates
    book.apply(updates.span) { _, values in sum += Self.sum(values) }
    return sum
  }

  /// The same through source, queue and publisher, on a thread of their own: this one waits for them.
  func sumByPipeline() -> Double {
    let (pipeline, updates) = (
      Pipeline(symbols: symbols, indicators: indicators, capacity: 4_096, policy: .block), updates
    )
    let total = Mutex(0.0)
    let done = DispatchSemaphore(value: 0)
    Task(executorPreference: Self.executor) {
      try? await pipeline.run([ListedUpdates(updates: updates)]) { batch in
        // Update by update, as the book alone adds them.
        total.withLock { total in
          for index in batch.updates.indices { total += batch.values(index).reduce(0) { $0 + ($1.isNaN ? 0 : $1) } }
        }
      }
      done.signal()
    }
    done.wait()
    return total.withLock { $0 }
  }

  private static func sum(_ values: Span<Double>) -> Double {
    var sum = 0.0
    for index in values.indices where !values[index].isNaN { sum += values[index] }
    return sum
  }
}

private struct ListedUpdates: UpdateSource {
  let updates: [MarketUpdate]

  func run(_ send: ([MarketUpdate]) async throws -> Void) async throws {
    for first in stride(from: 0, to: updates.count, by: 256) {
      try await send(Array(updates[first..<min(first + 256, updates.count)]))
    }
  }
}

/// The stream of one indicator of one symbol, whatever its type.
private protocol OneStream: AnyObject {
  func restart()
  /// Returns the column after its own.
  func take(_ bar: IndicatorBar, _ latest: inout [Double], at column: Int) -> Int
}

private final class StreamOf<Parameters: Indicator>: OneStream {
  private var stream: IndicatorStream<Parameters>

  init(_ indicator: Parameters) { stream = indicator.stream() }

  func restart() { stream.restart() }

  func take(_ bar: IndicatorBar, _ latest: inout [Double], at column: Int) -> Int {
    let values = stream.update(bar)
    for index in 0..<Parameters.columnCount { latest[column + index] = Parameters.Steps.column(index, of: values) }
    return column + Parameters.columnCount
  }
}

extension Indicator {
  fileprivate func oneStream() -> any OneStream { StreamOf(self) }
}
