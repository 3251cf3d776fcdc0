public import TickmarkIndicators
import TickmarkMemory

/// The latest indicators of every symbol of a stream, moved on by a bar at a time.
///
///     var book = try IndicatorBook("sma:20,rsi:14", symbols: 4_000)
///     if book.apply(update) { publish(book.values(of: Int(update.symbol))) }
///
/// The values are those of the batch variants over the same complete bars, bit for bit; a bar that is not complete gives what it
/// would give if it were, and leaves no trace.
///
/// - Gaps: NaN, as the indicators say; before the first bar all are.
/// - Complexity: O(1) an update and indicator, amortised where there is a window; no allocation after `init`.
public struct IndicatorBook: ~Copyable {
  public let columns: [String]
  public let symbols: Int
  private let streams: [any SymbolStreams]
  private var latest: AlignedBuffer<Double>
  /// The time of each symbol's last complete bar.
  private var lastTimes: ContiguousArray<Int64>
  /// Updates of bars that were complete already: not applied.
  public private(set) var stale = 0

  public init(_ indicators: [any Indicator], symbols: Int) {
    precondition(symbols >= 0, "no negative number of symbols")
    columns = indicators.flatMap(\.columns)
    self.symbols = symbols
    streams = indicators.map { $0.streams(symbols: symbols) }
    latest = AlignedBuffer(count: columns.count * symbols, repeating: .nan)
    lastTimes = ContiguousArray(repeating: .min, count: symbols)
  }

  /// - Throws: as the catalogue, for a list that it does not know.
  public init(_ list: String, symbols: Int) throws(IndicatorError) {
    self.init(try IndicatorCatalog.indicators(list), symbols: symbols)
  }

  /// Moves a symbol's indicators on, or shows what its bar would give so far.
  ///
  /// - Returns: false for an update of a bar that is complete already, or older: it came late, or twice.
  /// - Precondition: the symbol is below `symbols`.
  public mutating func apply(_ update: MarketUpdate) -> Bool {
    let symbol = Int(update.symbol)
    precondition(symbol >= 0 && symbol < symbols, "a symbol of the stream")
    guard update.time > lastTimes[symbol] else {
      stale += 1
      return false
    }
    if update.isComplete { lastTimes[symbol] = update.time }
    let (streams, width) = (streams, columns.count)
    var all = latest.mutableSpan
    var row = all._mutatingExtracting(symbol * width..<(symbol + 1) * width)
    var column = 0
    for stream in streams {
      stream.next(update, into: &row, at: column)
      column += stream.columnCount
    }
    return true
  }

  /// Begins anew, as after `init`; allocates nothing.
  public mutating func restart() {
    for stream in streams { stream.restart() }
    for index in 0..<latest.count { latest[index] = .nan }
    for index in lastTimes.indices { lastTimes[index] = .min }
    stale = 0
  }

  /// A symbol's values, in the order of `columns`.
  @_lifetime(borrow self) public func values(of symbol: Int) -> Span<Double> {
    latest.span.extracting(symbol * columns.count..<(symbol + 1) * columns.count)
  }
}
