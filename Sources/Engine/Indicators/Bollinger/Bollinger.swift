public import TickmarkAgreement

/// Bollinger bands: the mean of a window, and a number of its deviations above and below.
///
///     bb_middle = mean of the last period closes
///     bb_upper, bb_lower = bb_middle ± width · √(Σ(close − mean)² / (period − freedom))
///
/// `freedom` is 0 for the deviation of a population (TA-Lib's, and Bollinger's own) and 1 for that of a sample.
///
/// - Gaps: one inside the window gives a gap and leaves no trace once it has left.
/// - Warm-up: `period − 1` rows.
/// - Accuracy: that of `Deviation`; over equal closes the three bands are the same.
/// - Source: TA-Lib `BBANDS`.
public struct Bollinger: Indicator {
  public let period: Int
  /// In deviations, on either side.
  public let width: Double
  public let freedom: Int

  /// - Throws: `badParameter` unless the period is in 2...100,000, the width in 0...1,000 and the freedom 0 or 1.
  public init(period: Int, width: Double = 2, freedom: Int = 0) throws(IndicatorError) {
    try self.init([Double(period), width, Double(freedom)])
  }

  public init(_ values: [Double]) throws(IndicatorError) {
    let values = try Self.checked(values)
    period = Int(values[0])
    width = values[1]
    freedom = Int(values[2])
  }

  public static let name = "bollinger"
  public static let summary = "Bollinger bands; freedom 0 with the deviation of a population, 1 of a sample"
  public static let parameters = [
    IndicatorParameter.period(20, atLeast: 2),
    IndicatorParameter(name: "width", range: 0...1_000, isWhole: false, standard: 2), .freedom,
  ]
  public static let inputs = BarFields.closes
  public static let columnCount = 3
  public static var variants: [Variant<IndicatorBody<Bollinger>>] { [scalar, simd] }

  public var values: [Double] { [Double(period), width, Double(freedom)] }
  public var lookBack: Int { period - 1 }
  public var columns: [String] { [column("bb_upper"), column("bb_middle"), column("bb_lower")] }

  /// What a variance has of a scatter.
  var varianceShare: Double { 1 / Double(period - freedom) }
}
