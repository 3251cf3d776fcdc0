public import TickmarkAgreement
public import TickmarkFrames

/// The six series of the daily job: two averages, one oscillator, one band.
///
///     sma_20, sma_50   mean of the valid closes among the last 20 (50), from the first one on
///     rsi              100 · G / (G + L) over the last 14 differences, G the gains and L the losses (Cutler's form)
///     bb_middle        mean of a full window of 20
///     bb_upper, bb_lower   bb_middle ± 2 sample standard deviations (n − 1) of that window
///
/// - Shape: `days` rows of closes in, six columns of `days` rows out, in the order of `columns`.
/// - Units: closes in any one currency; `rsi` in 0...100; the others as the closes.
/// - Gaps: NaN and infinite closes are gaps. The averages skip them; a gap inside the window of `rsi` (15 closes) or of
///   the band (20) gives a gap. A window of equal closes has deviation exactly 0 and an `rsi` of 0/0, a gap.
/// - Warm-up: `sma_*` none; `rsi` 14 rows; the band 19.
/// - Agreement: `.exact`; sums are in Float64 and in a fixed order (`WindowSum`), the result is rounded once.
/// - Accuracy: for Float64 columns 1e-12 relative for means and 1e-9 for the rest, also at an offset of 1e9; Float32
///   columns add the rounding of the closes, 6e-8 relative, before and of the result after.
/// - Complexity: O(`days`) for 16 assets, no allocation.
public enum SixPack<Element: PanelElement> {
  public static var columns: [String] { ["sma_20", "sma_50", "rsi", "bb_middle", "bb_upper", "bb_lower"] }
  public static var agreement: Agreement { .exact }
  public static var variants: [Variant<TileBody<Element>>] { [scalar, simd] }
}
