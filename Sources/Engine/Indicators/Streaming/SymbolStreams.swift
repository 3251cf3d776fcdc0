import TickmarkMemory

/// A bar of one of many series.
public struct SymbolBar: Sendable {
  /// The series' number, from 0.
  public var symbol: Int32
  /// Whether the bar will not change any more.
  public var isComplete: Bool
  public var bar: IndicatorBar

  public init(symbol: Int32, isComplete: Bool = true, bar: IndicatorBar) {
    (self.symbol, self.isComplete, self.bar) = (symbol, isComplete, bar)
  }
}

/// One indicator of many series, each moved on bar by bar.
///
/// A call takes some bars, so that what the type of the indicator costs is paid once for all of them. The values are those of
/// `IndicatorStream`, bit for bit.
///
/// - Complexity: as `IndicatorStream` a bar; no allocation after it is made.
public final class SymbolStreams {
  /// - Parameters:
  ///   - rows: `[bar][column]`, of all indicators' columns.
  ///   - column: the first of this one's, of `width`.
  typealias Advance = (
    _ bars: Span<SymbolBar>, _ rows: inout MutableSpan<Double>, _ column: Int, _ width: Int
  ) -> Void

  public let columnCount: Int
  private let advance: Advance
  private let begin: () -> Void

  init(columnCount: Int, advance: @escaping Advance, restart: @escaping () -> Void) {
    (self.columnCount, self.advance, begin) = (columnCount, advance, restart)
  }

  /// Takes complete bars, and looks at what others would give, in their order.
  ///
  /// - Precondition: each symbol is below the number that the streams were made for; a row of `width` a bar.
  public func advance(
    _ bars: Span<SymbolBar>, into rows: inout MutableSpan<Double>, column: Int, width: Int
  ) {
    precondition(rows.count >= bars.count * width && column + columnCount <= width, "a row a bar")
    advance(bars, &rows, column, width)
  }

  /// Begins all series anew.
  public func restart() { begin() }
}

/// The windows of all series in one buffer.
private struct SeriesOf<Parameters: Indicator>: ~Copyable {
  private let indicator: Parameters
  private let width: Int
  private var steps: ContiguousArray<Parameters.Steps> = []
  private var memory: AlignedBuffer<Double>

  init(_ indicator: Parameters, symbols: Int) {
    self.indicator = indicator
    width = Parameters.Steps.memoryCount(indicator)
    memory = AlignedBuffer<Double>(count: width * symbols, repeating: 0)
    steps.reserveCapacity(symbols)
    for symbol in 0..<symbols {
      let begun = begun(symbol)
      steps.append(begun)
    }
  }

  mutating func restart() {
    for symbol in steps.indices {
      let begun = begun(symbol)
      steps[symbol] = begun
    }
  }

  private mutating func begun(_ symbol: Int) -> Parameters.Steps {
    let (indicator, range) = (indicator, symbol * width..<(symbol + 1) * width)
    var all = memory.mutableSpan
    var windows = all._mutatingExtracting(range)
    return Parameters.Steps(indicator, &windows)
  }

  @inline(__always)
  mutating func advance(
    _ bars: Span<SymbolBar>, _ rows: inout MutableSpan<Double>, _ column: Int, _ rowWidth: Int
  ) {
    var place = column
    for index in bars.indices {
      let values = next(bars[index])
      for part in 0..<Parameters.columnCount { rows[place + part] = Parameters.Steps.column(part, of: values) }
      place += rowWidth
    }
  }

  @inline(__always)
  private mutating func next(_ bar: SymbolBar) -> Parameters.Steps.Values {
    let symbol = Int(bar.symbol)
    let range = symbol * width..<(symbol + 1) * width
    // A copy of the few numbers that are no window: `memory` and `steps` cannot be lent at once.
    var own = steps[symbol]
    guard bar.isComplete else { return own.peek(bar.bar, memory.span.extracting(range)) }
    var all = memory.mutableSpan
    var windows = all._mutatingExtracting(range)
    let values = own.next(bar.bar, &windows)
    steps[symbol] = own
    return values
  }
}

/// Series that a closure can hold.
private final class SeriesBox<Parameters: Indicator> {
  var series: SeriesOf<Parameters>
  init(_ series: consuming SeriesOf<Parameters>) { self.series = series }
}

extension Indicator {
  /// This indicator of many series.
  ///
  /// Every conforming type has it compiled for itself: what is generic at run time costs five times as much.
  public func streams(symbols: Int) -> SymbolStreams {
    let box = SeriesBox(SeriesOf(self, symbols: symbols))
    return SymbolStreams(
      columnCount: Self.columnCount, advance: { box.series.advance($0, &$1, $2, $3) },
      restart: { box.series.restart() })
  }
}
