public import TickmarkAgreement

/// The simple moving average.
///
///     sma = sum(last period closes) · (1 / period)
///
/// - Gaps: one inside the window gives a gap and leaves no trace once it has left.
/// - Warm-up: `period − 1` rows.
/// - Accuracy: at most `period` roundings of Float64; the sum does not slide (`RollingSum`), so errors do not grow.
/// - Source: TA-Lib `SMA`.
public struct SMA: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 1...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "sma"
  public static let summary = "simple moving average"
  public static let parameters = [IndicatorParameter.period(20)]
  public static let inputs = BarFields.closes
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<SMA>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { period - 1 }
  public var columns: [String] { [column()] }
}
