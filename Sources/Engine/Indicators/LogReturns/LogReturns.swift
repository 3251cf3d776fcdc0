public import TickmarkAgreement

/// The logarithm of the ratio of a close to the one before.
///
///     log_returns = ln(close / close[the day before])
///
/// - Units: none; over several days they add up.
/// - Gaps: a gap gives a gap on its day and the next. Between closes of different signs, and from 0 to 0, it is a gap
///   too; from 0 it is ∞, to 0 it is −∞.
/// - Warm-up: one row.
/// - Accuracy: 4 units in the last place of Float64, small returns included: the ratio is never rounded to a number near
///   1 (`LogRatio`).
/// - Agreement: `.exact`, and the same bits on every machine: no logarithm of a library is called.
public struct LogReturns: Indicator {
  public init() {}

  public init(_ values: [Double]) throws(IndicatorError) { _ = try Self.checked(values) }

  public static let name = "log-returns"
  public static let summary = "logarithmic return from one day to the next"
  public static let parameters: [IndicatorParameter] = []
  public static let inputs = BarFields.closes
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<LogReturns>>] { [scalar, simd] }

  public var values: [Double] { [] }
  public var lookBack: Int { 1 }
  public var columns: [String] { [column("log_returns")] }
}
