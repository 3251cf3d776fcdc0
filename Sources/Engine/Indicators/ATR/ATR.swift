public import TickmarkAgreement

/// The average true range, by Wilder's smoothing.
///
///     range = max(high, close before) − min(low, close before)
///     atr   = atr before + 1 / period · (range − atr before), from the mean of the first `period` ranges on
///
/// - Gaps: a bar without its high, low or close gives a gap and leaves the average alone; the next bar follows on the last
///   complete one.
/// - Warm-up: `period` complete bars, since the first has no close before it.
/// - Accuracy: 1e-12 relative for Float64 columns; it never forgets, so a range that overflows the average spoils it.
/// - Source: TA-Lib `ATR`, where no low is above its high.
public struct ATR: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 1...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "atr"
  public static let summary = "average true range"
  public static let parameters = [IndicatorParameter.period(14)]
  public static let inputs: BarFields = [.closes, .highs, .lows]
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<ATR>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { period }
  public var columns: [String] { [column()] }
}
