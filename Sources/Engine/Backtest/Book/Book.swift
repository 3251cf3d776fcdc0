public import TickmarkAgreement
public import TickmarkFrames

/// Shares and cash: target weights to fills, fills to a net asset value, to trades and to statistics (rule set `engine`).
///
/// On a rebalance day, for each asset with an execution price, in the order of the assets:
///
///     target shares = weight · capital / price;   change = target − shares, left alone up to 1e-9 shares
///     cash −= change · price + cost(|change|, |change| · price)
///
/// and at the end of every day
///
///     nav[t] = cash + Σ shares · last valid close;   return[t] = nav[t] / nav[t−1] − 1   (nav[−1] is the capital)
///
/// The capital is the initial one (`fixed`) or what the book is worth before the day's fills (`reinvest`): at today's
/// closes, or, where fills are at the open, at today's opens, an asset without one at its last valid close. Day 0 is a
/// rebalance day if it has a weight.
///
/// - Shape: weights, closes and opens `days` × `assets`.
/// - Units: one currency; weights as fractions of the capital, negative for short; no limit on their sum.
/// - Gaps: a price that is not a finite number above 0 is none, to execute at or to value by; an asset that never had a
///   close is worth nothing. A weight that is no finite number is 0. What follows a gap is `BookRules.Carry`.
/// - Agreement: `.exact`. All sums over assets have one shape: lane by lane within 128 assets, the lanes of these groups
///   in order, then the sixteen lanes in halves.
/// - Complexity: O(`days` · `assets`) time; no allocation once the workspace has seen as many fills and trades.
/// - Source: `documentation/backtest-rules.md`.
public enum Book<Element: PanelElement> {
  public typealias Body = @Sendable (BookInput<Element>, inout BookWorkspace) -> BookStatistics

  public static var agreement: Agreement { .exact }
  public static var variants: [Variant<Body>] { [scalar, simd, parallel] }
}
