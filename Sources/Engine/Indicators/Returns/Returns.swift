public import TickmarkAgreement

/// The return from one day to the next.
///
///     returns = close / close[the day before] − 1
///
/// - Units: fractions: `0.01` reads "one percent more".
/// - Gaps: a gap gives a gap on its day and the next.
/// - Warm-up: one row.
/// - Accuracy: the division's, 1e-16 of 1; from a close of 0 it is infinite, or a gap (TA-Lib: 0).
/// - Source: TA-Lib `ROCP` with a period of 1.
public struct Returns: Indicator {
  public init() {}

  public init(_ values: [Double]) throws(IndicatorError) { _ = try Self.checked(values) }

  public static let name = "returns"
  public static let summary = "return from one day to the next, as a fraction"
  public static let parameters: [IndicatorParameter] = []
  public static let inputs = BarFields.closes
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<Returns>>] { [scalar, simd] }

  public var values: [Double] { [] }
  public var lookBack: Int { 1 }
  public var columns: [String] { [column()] }
}
