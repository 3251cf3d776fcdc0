import CTickmarkVector

/// How far the price of a day goes, the way from the close before included.
///
///     greatest of high − low, |high − close before|, |low − close before|
///
/// NaN without a close before.
enum TrueRange {
  static func of(high: Double, low: Double, previousClose: Double) -> Double {
    let (above, below) = (abs(high - previousClose), abs(low - previousClose))
    let further = above > below ? above : below
    let span = high - low
    return span > further ? span : further
  }

  @inline(__always) static func of(
    high: SIMD16<Double>, low: SIMD16<Double>, previousClose: SIMD16<Double>
  ) -> SIMD16<Double> {
    let above = tickmark_absolute16(high - previousClose)
    let below = tickmark_absolute16(low - previousClose)
    let further = below.replacing(with: above, where: above .> below)
    let span = high - low
    return further.replacing(with: span, where: span .> further)
  }
}
