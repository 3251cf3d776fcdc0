public import TickmarkAgreement
public import TickmarkFrames
public import TickmarkMemory

/// Target weights to trades, and trades to 59 statistics (the rule set `seed`).
///
/// On each day an asset is a *target* if its quantity `w · capital / price` is above 1e-6 shares in size. A trade opens,
/// at that day's price and with that day's quantity, on the first day of a run of target days; it closes at the price of
/// the first day after the run, whatever that price is, or without commission at the last day's price. In between
/// nothing is resized and a change of sign is not noticed.
///
///     commission of an entry or exit on day t = cost[t] / max(number of non-zero weights on t, 1)
///     margin[t] = Σ over targets of |quantity today| · price / capital = Σ |w|
///     excursions: best = max(0, price − entry), worst = min(0, price − entry) over the days of the run; mirrored if short
///
/// - Shape: weights and prices `days` × `assets`, one cost and one date a day.
/// - Units: costs in fractions of the capital, subtracted from money as they are: a known flaw of these rules, kept
///   because the reference numbers have it. Durations in calendar days.
/// - Gaps: a NaN weight counts as non-zero and is no target; an asset without a price, or with one at or below 0, is no
///   target. A trade that closes at a gap has a NaN result, which sums and means take on.
/// - Agreement: `.exact`. Prices and weights are read once; everything else is Float64, summed in the order of exit day
///   and asset; margins are folded in halves within a tile, then added tile after tile
///   within a group of eight, and group after group.
/// - Complexity: O(`days` · `assets`) time; no allocation once the workspace has seen as many trades.
/// - Source: `documentation/backtest-rules.md`.
public enum Tracking<Element: PanelElement> {
  public typealias Body = @Sendable (TrackingInput<Element>, inout TrackingWorkspace) -> TradeStatistics

  public static var agreement: Agreement { .exact }
  public static var variants: [Variant<Body>] { [scalar, simd, parallel] }
}

/// What the tracker reads.
public struct TrackingInput<Element: PanelElement>: Sendable {
  public let weights: Panel<Element>
  public let prices: Panel<Element>
  /// One fraction of the capital a day.
  public let costs: Column<Double>
  public let dates: Column<Int32>
  public let capital: Double

  /// - Throws: where shapes differ, there is no day, or the capital is not above 0.
  public init(
    weights: Panel<Element>, prices: Panel<Element>, costs: [Double], dates: [Day], capital: Double = 100_000
  ) throws(BacktestError) {
    guard weights.assets == prices.assets else {
      throw .mismatchedAssets(weights: weights.assets, prices: prices.assets)
    }
    for (name, days) in [("prices", prices.days), ("costs", costs.count), ("dates", dates.count)]
    where days != weights.days {
      throw .mismatchedDays(weights: weights.days, other: name, days: days)
    }
    guard weights.days > 0 else { throw .noDays }
    guard capital > 0, capital.isFinite else { throw .capitalNotPositive(capital) }
    self.weights = weights
    self.prices = prices
    self.costs = Column(costs, placeholder: 0)
    self.dates = Column(dates.map(\.number), placeholder: 0)
    self.capital = capital
  }
}
