public import TickmarkIndicators

/// What a market tells of one symbol: a bar, complete or as far as it has come.
///
/// A bar that is not complete is told again and again, each time whole: whoever misses one of these misses nothing that the next
/// does not tell.
public struct MarketUpdate: Sendable {
  /// An index of the stream's symbols.
  public var symbol: Int32
  /// Whether the bar will not change any more.
  public var isComplete: Bool
  /// The bar's time, in seconds since 1970-01-01, as the source has it: no time zone is applied.
  public var time: Int64
  /// When it had to leave its source, in nanoseconds of the steady clock, whether the source kept that or not. Latencies count
  /// from here.
  public var due: Int64
  public var bar: IndicatorBar

  public init(symbol: Int32, isComplete: Bool = true, time: Int64, due: Int64 = 0, bar: IndicatorBar) {
    self.symbol = symbol
    self.isComplete = isComplete
    self.time = time
    self.due = due
    self.bar = bar
  }
}
