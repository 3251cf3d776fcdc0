public import TickmarkAgreement

/// How far the daily returns move with those of an index: the slope of the line through both.
///
///     r = close / close before − 1, x the same of the index, over the last period days
///     beta = Σ(x − mean of x)(r − mean of r) / Σ(x − mean of x)²
///
/// A window in which the index has the same return every day has a beta of 0, as with TA-Lib.
///
/// - Units: the asset's return for one of the index; 1 moves as the index does.
/// - Gaps: a day without either close has no return, nor has the day after; a return missing inside the window, or one
///   on a price of 0, gives a gap and leaves no trace once it has left.
/// - Warm-up: `period` rows.
/// - Accuracy: 1e-9 for Float64 columns, since the sums are taken about an anchor inside the window
///   (`RollingComoments`); index returns that differ by no more than their own rounding have no beta worth reading.
/// - Source: TA-Lib `BETA`, with the index as its first series.
public struct Beta: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 2...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "beta"
  public static let summary = "slope of returns on those of an index"
  public static let parameters = [IndicatorParameter.period(60, atLeast: 2)]
  public static let inputs: BarFields = [.closes, .index]
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<Beta>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { period }
  public var columns: [String] { [column()] }
}
