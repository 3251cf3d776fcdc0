public import TickmarkAgreement

/// The correlation of the daily returns with those of an index.
///
///     r = close / close before − 1, x the same of the index, over the last period days
///     correlation = Σ(x − mean of x)(r − mean of r) / √(Σ(x − mean of x)² · Σ(r − mean of r)²)
///
/// A window in which one of the two has the same return every day has a correlation of 0, as with TA-Lib.
///
/// - Units: a number in −1...1.
/// - Gaps: a day without either close has no return, nor has the day after; a return missing inside the window, or one
///   on a price of 0, gives a gap and leaves no trace once it has left.
/// - Warm-up: `period` rows.
/// - Accuracy: 1e-9 for Float64 columns, since the sums are taken about an anchor inside the window
///   (`RollingComoments`); returns that differ by no more than their own rounding have no correlation worth reading,
///   and those above 1e70 overflow.
/// - Source: TA-Lib `CORREL`, of the two series of returns.
public struct Correlation: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 2...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "correlation"
  public static let summary = "correlation of returns with those of an index"
  public static let parameters = [IndicatorParameter.period(60, atLeast: 2)]
  public static let inputs: BarFields = [.closes, .index]
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<Correlation>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { period }
  public var columns: [String] { [column()] }
}
