public import TickmarkAgreement

/// Convergence and divergence of two moving averages, with its own average as a signal.
///
///     macd           = fast EMA − slow EMA
///     macd_signal    = EMA of macd
///     macd_histogram = macd − macd_signal
///
/// The fast average begins as the mean of the closes just before the slow one's first value, so that both begin on one
/// day.
///
/// - Gaps: a gap gives a gap and leaves the averages alone; the next close follows on the last one.
/// - Warm-up: `slow + signal − 2` valid closes, for all columns.
/// - Accuracy: the averages' 1e-12, relative to the closes; the differences have the same absolute error.
/// - Source: TA-Lib `MACD`.
public struct MACD: Indicator {
  public let fast: Int
  public let slow: Int
  public let signal: Int

  /// - Throws: `badParameter` unless the periods are in 1...100,000 and the fast one is the shorter.
  public init(fast: Int, slow: Int, signal: Int) throws(IndicatorError) {
    try self.init([Double(fast), Double(slow), Double(signal)])
  }

  public init(_ values: [Double]) throws(IndicatorError) {
    let periods = try Self.checked(values).map { Int($0) }
    guard periods[0] < periods[1] else {
      let shorter = IndicatorParameter(
        name: "fast", range: 1...Double(periods[1] - 1), isWhole: true, standard: 1)
      throw .badParameter(Self.name, shorter, given: "\(periods[0])")
    }
    (fast, slow, signal) = (periods[0], periods[1], periods[2])
  }

  public static let name = "macd"
  public static let summary = "difference of two exponential averages, its signal, and their difference"
  public static let parameters = [
    IndicatorParameter.period(12, named: "fast"), .period(26, named: "slow", atLeast: 2), .period(9, named: "signal"),
  ]
  public static let inputs = BarFields.closes
  public static let columnCount = 3
  public static var variants: [Variant<IndicatorBody<MACD>>] { [scalar, simd] }

  public var values: [Double] { [fast, slow, signal].map(Double.init) }
  public var lookBack: Int { slow + signal - 2 }
  public var columns: [String] { [column(), column("macd_signal"), column("macd_histogram")] }
}
