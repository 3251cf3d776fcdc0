public import TickmarkAgreement

/// The exponential moving average.
///
///     ema = ema before + 2 / (period + 1) · (close − ema before), from the mean of the first `period` closes on
///
/// - Gaps: a gap gives a gap and leaves the average alone; the next close follows on the last one.
/// - Warm-up: `period − 1` valid closes.
/// - Accuracy: 1e-12 relative for Float64 columns; it never forgets, so a close that overflows the average spoils it.
/// - Source: TA-Lib `EMA`.
public struct EMA: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 1...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "ema"
  public static let summary = "exponential moving average"
  public static let parameters = [IndicatorParameter.period(12)]
  public static let inputs = BarFields.closes
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<EMA>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { period - 1 }
  public var columns: [String] { [column()] }
}
