public import TickmarkAgreement

/// The linearly weighted moving average: the last close counts `period` times, the first of the window once.
///
///     wma = sum(weight · close) / sum(weight)      weight = 1 for the oldest close … period for the last
///
/// - Gaps: one inside the window gives a gap and leaves no trace once it has left.
/// - Warm-up: `period − 1` rows.
/// - Accuracy: at most `2 · period` roundings of Float64; the sum does not slide (`RollingWeightedSum`), so errors do not
///   grow.
/// - Source: TA-Lib `WMA`.
public struct WMA: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 1...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "wma"
  public static let summary = "linearly weighted moving average"
  public static let parameters = [IndicatorParameter.period(20)]
  public static let inputs = BarFields.closes
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<WMA>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { period - 1 }
  public var columns: [String] { [column()] }

  /// What the weighted sum is multiplied by.
  var share: Double { 2 / (Double(period) * Double(period + 1)) }
}
