public import TickmarkAgreement

/// The change over a number of days, in percent.
///
///     roc = 100 · (close / close[period days ago] − 1)
///
/// - Gaps: a gap gives a gap on its day and `period` days later; what lies between the two closes does not matter.
/// - Warm-up: `period` rows.
/// - Accuracy: the division's, 1e-16 of 1 and so 1e-14 %; from a close of 0 it is infinite, or a gap (TA-Lib: 0).
/// - Source: TA-Lib `ROC`.
public struct RateOfChange: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 1...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "roc"
  public static let summary = "rate of change, in percent"
  public static let parameters = [IndicatorParameter.period(10)]
  public static let inputs = BarFields.closes
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<RateOfChange>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { period }
  public var columns: [String] { [column()] }
}
