import Testing
import TickmarkFrames
import TickmarkIndicators

@testable import TickmarkStreaming

/// Incremental indicators beside the batch ones.
@Suite struct IndicatorBookTests {
  private static let lists = IndicatorCatalog.all.map { $0.name }

  /// Updates of `symbols` in turn: each bar is told `parts` times, the last time complete.
  private static func updates(symbols: Int, days: Int, parts: Int) -> [MarketUpdate] {
    let source = SyntheticSource(symbols: symbols, updatesPerBar: parts, seed: 7)
    var walk = SyntheticSource.Walk(source)
    return (0..<symbols * days * parts).map { walk.update($0, due: 0) }
  }

  @Test(arguments: lists) func `after every complete bar the values are the batch variants', bit for bit`(
    list: String
  ) throws {
    let (symbols, days) = (3, 120)
    let updates = Self.updates(symbols: symbols, days: days, parts: 3)
    var book = try IndicatorBook(list, symbols: symbols)
    let bars = updates.filter(\.isComplete)
    let batch = try Self.batch(list, bars, symbols: symbols, days: days)
    var seen = 0
    for update in updates {
      Self.apply(update, to: &book)
      guard update.isComplete else { continue }
      let values = book.values(of: Int(update.symbol))
      for column in 0..<book.columns.count {
        let expected = batch[column][Int(update.time)][Int(update.symbol)]
        #expect(values[column].bitPattern == expected.bitPattern || (values[column].isNaN && expected.isNaN))
        if !expected.isNaN { seen += 1 }
      }
    }
    #expect(seen > 0)
  }

  @Test(arguments: lists) func `a bar that is not complete gives what it would give, and leaves no trace`(
    list: String
  ) throws {
    let updates = Self.updates(symbols: 1, days: 80, parts: 1)
    var book = try IndicatorBook(list, symbols: 1)
    for var update in updates {
      update.isComplete = false
      Self.apply(update, to: &book)
      let shown = Self.copy(book.values(of: 0))
      var other = update
      other.bar = IndicatorBar(close: 1, high: 2, low: 0.5, volume: 3, index: 4)
      Self.apply(other, to: &book)
      update.isComplete = true
      Self.apply(update, to: &book)
      #expect(shown == Self.copy(book.values(of: 0)))
    }
  }

  @Test func `what comes late or twice changes nothing, and is counted`() throws {
    let updates = Self.updates(symbols: 1, days: 30, parts: 1)
    var book = try IndicatorBook("sma:5,rsi:5", symbols: 1)
    for update in updates { Self.apply(update, to: &book) }
    let before = Self.copy(book.values(of: 0))
    for var update in updates.suffix(3) {
      Self.apply(update, to: &book, isNew: false)
      update.isComplete = false
      Self.apply(update, to: &book, isNew: false)
    }
    #expect(book.stale == 6 && Self.copy(book.values(of: 0)) == before)
  }

  @Test func `before the first bar there are only gaps, and symbols have nothing to do with each other`() throws {
    var book = try IndicatorBook("sma:1", symbols: 3)
    Self.apply(MarketUpdate(symbol: 1, time: 0, bar: IndicatorBar(close: 5)), to: &book)
    #expect(book.values(of: 0)[0].isNaN && book.values(of: 1)[0] == 5 && book.values(of: 2)[0].isNaN)
  }

  private static func apply(_ update: MarketUpdate, to book: inout IndicatorBook, isNew: Bool = true) {
    let isApplied = book.apply(update)
    #expect(isApplied == isNew)
  }

  private static func copy(_ values: Span<Double>) -> [UInt64] { values.indices.map { values[$0].bitPattern } }

  /// `[column][day][symbol]`
  private static func batch(
    _ list: String, _ bars: [MarketUpdate], symbols: Int, days: Int
  ) throws -> [[[Double]]] {
    let plan = try IndicatorPlan<Double>(list)
    var columns = [[[Double]]](
      repeating: Array(repeating: Array(repeating: .nan, count: symbols), count: days), count: plan.columns.count)
    for symbol in 0..<symbols {
      // The index of a bar is the symbol's own here, so each symbol is a panel.
      func alone(_ value: (IndicatorBar) -> Double) -> Panel<Double> {
        Panel(days: days, assets: 1) { day, _ in value(bars[day * symbols + symbol].bar) }
      }
      let input = BarPanels(
        closes: alone(\.close), highs: alone(\.high), lows: alone(\.low), volumes: alone(\.volume),
        index: alone(\.index))
      try plan.check(input)
      let scratch = plan.makeScratch()
      var output = plan.makeOutput(for: input)
      plan.fill(&output, from: input, scratch: scratch, with: IndicatorPlan<Double>.simd)
      for column in plan.columns.indices {
        for day in 0..<days { columns[column][day][symbol] = output[column * days + day][0] }
      }
    }
    return columns
  }
}
