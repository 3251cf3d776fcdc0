public import TickmarkAgreement

/// Wilder's average directional index, and the two directional indicators that it is made of.
///
///     up = high − high before      plus  = up where up > down and up > 0, else 0
///     down = low before − low      minus = down where down > up and down > 0, else 0
///     S(v) = S(v) before − 1 / period · S(v) before + v, from the sum of the first `period − 1` on
///     plus_di  = 100 · S(plus) / S(range)       minus_di = 100 · S(minus) / S(range), with the range of `ATR`
///     direction = 100 · |S(plus) − S(minus)| / (S(plus) + S(minus))
///     adx = adx before + 1 / period · (direction − adx before), from the mean of the first `period` directions on
///
/// As with TA-Lib the indicators are 0 while no bar has a range, and a day without a direction (0/0) leaves `adx` as it is;
/// among the first `period` it counts as 0.
///
/// - Units: percent, 0...100.
/// - Gaps: a bar without its high, low or close gives gaps and leaves the sums alone; the next bar follows on the last
///   complete one.
/// - Warm-up: `2 · period − 1` complete bars, `period` for the two indicators.
/// - Accuracy: 1e-9 relative for Float64 columns; the sums never forget, so a range that overflows them spoils them.
/// - Source: TA-Lib `ADX`, `PLUS_DI` and `MINUS_DI`.
public struct ADX: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 2...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "adx"
  public static let summary = "average directional index, and the directional indicators"
  public static let parameters = [IndicatorParameter.period(14, atLeast: 2)]
  public static let inputs: BarFields = [.closes, .highs, .lows]
  public static let columnCount = 3
  public static var variants: [Variant<IndicatorBody<ADX>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { 2 * period - 1 }
  public var lookBacks: [Int] { [lookBack, period, period] }
  public var columns: [String] { [column(), column("plus_di"), column("minus_di")] }
}
