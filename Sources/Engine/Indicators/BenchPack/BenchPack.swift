public import TickmarkAgreement
public import TickmarkFrames

/// The six series of the published library comparisons: averages, oscillator, volume, returns and their deviation.
///
///     sma_20, sma_50   mean of a full window of closes
///     rsi              100 · G / (G + L) over the last 14 differences, a missing difference counting as 0
///     volume_sma       mean of a full window of 20 volumes
///     returns          close / previous close − 1
///     volatility       sample standard deviation (n − 1) of the last 20 returns
///
/// - Shape: `days` rows of closes and of volumes in, six columns of `days` rows out, in the order of `columns`.
/// - Units: volumes in shares; `rsi` in 0...100; `returns` and `volatility` as fractions a day.
/// - Gaps: NaN and infinite inputs are gaps; one inside a window gives a gap, except in `rsi` (see above), whose 0/0 is a
///   gap. A window of equal returns has volatility exactly 0.
/// - Warm-up: 19, 49, 13, 19, 1 and 20 rows.
/// - Agreement: `.exact`; sums are in Float64 and in a fixed order (`WindowSum`), the result is rounded once.
/// - Accuracy: as `SixPack`; Float32 volumes above 2²⁴ shares are rounded to 6e-8 relative before they are summed.
/// - Complexity: O(`days`) for 16 assets, no allocation.
/// - Precondition: the input has volumes.
public enum BenchPack<Element: PanelElement> {
  public static var columns: [String] { ["sma_20", "sma_50", "rsi", "volume_sma", "returns", "volatility"] }
  public static var agreement: Agreement { .exact }
  public static var variants: [Variant<TileBody<Element>>] { [scalar, simd] }
}
