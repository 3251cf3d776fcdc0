import TickmarkIndicators
import TickmarkMemory

/// One indicator of every symbol of a stream.
protocol SymbolStreams: AnyObject {
  var columnCount: Int { get }
  /// Takes a complete bar, or looks at what it would give, and writes the values into `row` from `column` on.
  func next(_ update: MarketUpdate, into row: inout MutableSpan<Double>, at column: Int)
  func restart()
}

final class StreamsOf<Parameters: Indicator>: SymbolStreams {
  private var steps: StepsOfSymbols<Parameters>

  init(_ indicator: Parameters, symbols: Int) { steps = StepsOfSymbols(indicator, symbols: symbols) }

  var columnCount: Int { Parameters.columnCount }

  func restart() { steps.restart() }

  func next(_ update: MarketUpdate, into row: inout MutableSpan<Double>, at column: Int) {
    let values = update.isComplete ? steps.update(update) : steps.peek(update)
    for index in 0..<Parameters.columnCount { row[column + index] = Parameters.Steps.column(index, of: values) }
  }
}

/// The windows of all symbols lie in one buffer.
private struct StepsOfSymbols<Parameters: Indicator>: ~Copyable {
  private let indicator: Parameters
  private var steps: ContiguousArray<Parameters.Steps> = []
  private var memory: AlignedBuffer<Double>
  private let width: Int

  init(_ indicator: Parameters, symbols: Int) {
    self.indicator = indicator
    width = Parameters.Steps.memoryCount(indicator)
    memory = AlignedBuffer<Double>(count: width * symbols, repeating: 0)
    steps.reserveCapacity(symbols)
    for symbol in 0..<symbols {
      let range = range(symbol)
      var all = memory.mutableSpan
      var windows = all._mutatingExtracting(range)
      let begun = Parameters.Steps(indicator, &windows)
      steps.append(begun)
    }
  }

  mutating func restart() {
    let indicator = indicator
    for symbol in steps.indices {
      let range = range(symbol)
      var all = memory.mutableSpan
      var windows = all._mutatingExtracting(range)
      let begun = Parameters.Steps(indicator, &windows)
      steps[symbol] = begun
    }
  }

  private func range(_ symbol: Int) -> Range<Int> { symbol * width..<(symbol + 1) * width }

  mutating func update(_ update: MarketUpdate) -> Parameters.Steps.Values {
    let symbol = Int(update.symbol)
    let range = range(symbol)
    // A copy of the few numbers that are no window: `memory` and `steps` cannot be lent at once.
    var steps = steps[symbol]
    var all = memory.mutableSpan
    var windows = all._mutatingExtracting(range)
    let values = steps.next(update.bar, &windows)
    self.steps[symbol] = steps
    return values
  }

  func peek(_ update: MarketUpdate) -> Parameters.Steps.Values {
    let symbol = Int(update.symbol)
    return steps[symbol].peek(update.bar, memory.span.extracting(range(symbol)))
  }
}

extension Indicator {
  func streams(symbols: Int) -> any SymbolStreams { StreamsOf(self, symbols: symbols) }
}
