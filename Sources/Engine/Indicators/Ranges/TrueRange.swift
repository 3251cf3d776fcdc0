/// How far the price of a day goes, the way from the close before included.
///
///     max(high, close before) − min(low, close before)
///
/// Where no close is known yet it is high − low. A missing or infinite high or low leaves its trace: NaN or ±infinity.
enum TrueRange {
  static func of(high: Double, low: Double, previousClose: Double) -> Double {
    (previousClose > high ? previousClose : high) - (previousClose < low ? previousClose : low)
  }

  @inline(__always) static func of(
    high: SIMD16<Double>, low: SIMD16<Double>, previousClose: SIMD16<Double>
  ) -> SIMD16<Double> {
    high.replacing(with: previousClose, where: previousClose .> high)
      - low.replacing(with: previousClose, where: previousClose .< low)
  }
}
