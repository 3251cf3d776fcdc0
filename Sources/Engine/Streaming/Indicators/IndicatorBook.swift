public import TickmarkIndicators
import TickmarkMemory

/// The latest indicators of every symbol of a stream, moved on by bars.
///
///     var book = try IndicatorBook("sma:20,rsi:14", symbols: 4_000)
///     book.apply(updates) { update, values in publish(update, values) }
///
/// The values are those of the batch variants over the same complete bars, bit for bit; a bar that is not complete gives what it
/// would give if it were, and leaves no trace.
///
/// - Gaps: NaN, as the indicators say; before the first bar all are.
/// - Complexity: O(1) an update and indicator, amortised where there is a window; no allocation after `init`.
public struct IndicatorBook: ~Copyable {
  public let columns: [String]
  public let symbols: Int
  private let streams: [SymbolStreams]
  private var latest: AlignedBuffer<Double>
  /// The time of each symbol's last complete bar.
  private var lastTimes: ContiguousArray<Int64>
  /// Updates of bars that were complete already: not applied.
  public private(set) var stale = 0

  /// What is computed at a time: an indicator goes over all of it before the next does.
  private static let chunk = 256
  private var bars: ContiguousArray<SymbolBar> = []
  /// Where in the caller's updates each bar stands.
  private var places: ContiguousArray<Int> = []
  private var rows: AlignedBuffer<Double>

  public init(_ indicators: [any Indicator], symbols: Int) {
    precondition(symbols >= 0, "no negative number of symbols")
    columns = indicators.flatMap(\.columns)
    self.symbols = symbols
    streams = indicators.map { $0.streams(symbols: symbols) }
    latest = AlignedBuffer(count: columns.count * symbols, repeating: .nan)
    lastTimes = ContiguousArray(repeating: .min, count: symbols)
    rows = AlignedBuffer(count: columns.count * Self.chunk, repeating: .nan)
    bars.reserveCapacity(Self.chunk)
    places.reserveCapacity(Self.chunk)
  }

  /// - Throws: as the catalogue, for a list that it does not know.
  public init(_ list: String, symbols: Int) throws(IndicatorError) {
    self.init(try IndicatorCatalog.indicators(list), symbols: symbols)
  }

  /// Moves the symbols' indicators on, or shows what their bars would give so far, in the order of the updates.
  ///
  /// An update of a bar that is complete already, or older, came late or twice: it is left out.
  ///
  /// - Parameter each: takes every update that was not left out with the values of its symbol after it, in the order of `columns`.
  /// - Precondition: the symbols are below `symbols`.
  public mutating func apply(_ updates: Span<MarketUpdate>, each: (MarketUpdate, Span<Double>) -> Void) {
    var start = 0
    while start < updates.count {
      let end = min(start + Self.chunk, updates.count)
      gather(updates, start..<end)
      advance()
      let width = columns.count
      for index in places.indices {
        let update = updates[places[index]]
        keep(index, symbol: Int(update.symbol))
        each(update, rows.span.extracting(index * width..<(index + 1) * width))
      }
      start = end
    }
  }

  /// Likewise for one update.
  ///
  /// - Returns: false where it was left out.
  public mutating func apply(_ update: MarketUpdate) -> Bool {
    let before = stale
    let one = [update] as InlineArray<1, MarketUpdate>
    apply(one.span) { _, _ in }
    return stale == before
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

  private mutating func gather(_ updates: Span<MarketUpdate>, _ range: Range<Int>) {
    bars.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    for index in range {
      let update = updates[index]
      let symbol = Int(update.symbol)
      precondition(symbol >= 0 && symbol < symbols, "a symbol of the stream")
      guard update.time > lastTimes[symbol] else {
        stale += 1
        continue
      }
      if update.isComplete { lastTimes[symbol] = update.time }
      bars.append(SymbolBar(symbol: update.symbol, isComplete: update.isComplete, bar: update.bar))
      places.append(index)
    }
  }

  /// Each indicator goes over all bars.
  private mutating func advance() {
    // Copied: `bars` and `rows` cannot be lent at once.
    let (streams, bars, width) = (streams, bars, columns.count)
    var rows = rows.mutableSpan
    var column = 0
    for stream in streams {
      stream.advance(bars.span, into: &rows, column: column, width: width)
      column += stream.columnCount
    }
  }

  @inline(__always)
  private mutating func keep(_ index: Int, symbol: Int) {
    let width = columns.count
    for column in 0..<width { latest[symbol * width + column] = rows[index * width + column] }
  }
}
