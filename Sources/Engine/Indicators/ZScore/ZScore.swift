public import TickmarkAgreement

/// How many deviations the close stands above the mean of its window.
///
///     zscore = (close − mean) / √(Σ(close − mean)² / (period − freedom)) over the last period closes
///
/// `freedom` is 0 for the deviation of a population and 1 for that of a sample.
///
/// - Units: deviations.
/// - Gaps: one inside the window gives a gap and leaves no trace once it has left; equal closes have 0/0, a gap.
/// - Warm-up: `period − 1` rows.
/// - Accuracy: that of `Deviation`; the distance is taken about the anchor too, so an offset of 1e9 costs nothing.
public struct ZScore: Indicator {
  public let period: Int
  public let freedom: Int

  /// - Throws: `badParameter` unless the period is in 2...100,000 and the freedom 0 or 1.
  public init(period: Int, freedom: Int = 0) throws(IndicatorError) {
    try self.init([Double(period), Double(freedom)])
  }

  public init(_ values: [Double]) throws(IndicatorError) {
    let values = try Self.checked(values)
    period = Int(values[0])
    freedom = Int(values[1])
  }

  public static let name = "zscore"
  public static let summary = "deviations from the mean of a window; freedom 0 of a population, 1 of a sample"
  public static let parameters = [IndicatorParameter.period(20, atLeast: 2), .freedom]
  public static let inputs = BarFields.closes
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<ZScore>>] { [scalar, simd] }

  public var values: [Double] { [Double(period), Double(freedom)] }
  public var lookBack: Int { period - 1 }
  public var columns: [String] { [column()] }

  /// What a variance has of a scatter.
  var varianceShare: Double { 1 / Double(period - freedom) }
}
