public import TickmarkAgreement

/// The rolling standard deviation of the closes.
///
///     deviation = √(Σ(close − mean)² / (period − freedom)) over the last period closes
///
/// `freedom` is 0 for the deviation of a population (TA-Lib's) and 1 for that of a sample (pandas').
///
/// - Gaps: one inside the window gives a gap and leaves no trace once it has left.
/// - Warm-up: `period − 1` rows.
/// - Accuracy: 1e-9 relative for Float64 columns, also at an offset of 1e9 (`RollingMoments`); equal closes give exactly
///   0.
/// - Source: TA-Lib `STDDEV`.
public struct Deviation: Indicator {
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

  public static let name = "deviation"
  public static let summary = "standard deviation of a window; freedom 0 of a population, 1 of a sample"
  public static let parameters = [IndicatorParameter.period(20, atLeast: 2), .freedom]
  public static let inputs = BarFields.closes
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<Deviation>>] { [scalar, simd] }

  public var values: [Double] { [Double(period), Double(freedom)] }
  public var lookBack: Int { period - 1 }
  public var columns: [String] { [column()] }

  /// What a variance has of a scatter.
  var varianceShare: Double { 1 / Double(period - freedom) }
}
