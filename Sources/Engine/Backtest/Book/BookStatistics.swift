public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory

/// What a book came to: its performance, and the statistics of its completed trades.
public struct BookStatistics: Sendable, Equatable {
  public var performance: Performance
  /// Zeros where the run kept no trades.
  public var trades: TradeStatistics

  /// Every value under the names of the reference files, the performance's after the trades'.
  public var named: [(name: String, value: Double)] { trades.named + performance.named }

  /// The names alone, in the same order.
  public static let names: [String] = BookStatistics(performance: Performance(), trades: TradeStatistics()).named.map(
    \.name)
}

extension BookStatistics: Agreeing {
  public func compare(with reference: BookStatistics, _ comparison: inout OutputComparison) {
    for (ours, theirs) in zip(named, reference.named) {
      comparison.part(".\(ours.name)") { $0.value(ours.value, theirs.value) }
    }
  }
}

extension BookWorkspace {
  /// Turns what a variant recorded into statistics.
  mutating func statistics<Element: PanelElement>(_ input: BookInput<Element>) -> BookStatistics {
    BookStatistics(
      performance: Performance(self, capital: input.rules.capital), trades: tally.finished(margin: margin))
  }
}

/// Mondays to Fridays.
enum BusinessDays {
  /// How many lie in `from...to`, less one, and at least 0: the duration of a trade.
  static func between(_ from: Int32, _ to: Int32) -> Int { max(0, upTo(to) - upTo(from - 1) - 1) }

  /// Mondays to Fridays from a far Monday up to this day; day 0, 1970-01-01, was a Thursday.
  private static func upTo(_ day: Int32) -> Int {
    // The shift keeps the dividend above 0 for every year from 1 on.
    let days = Int(day) + 4 + 7 * 110_000
    return days / 7 * 5 + min(days % 7, 5)
  }
}
