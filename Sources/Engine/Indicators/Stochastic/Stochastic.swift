public import TickmarkAgreement

/// Where the close lies between the lowest low and the highest high, and its average.
///
///     raw     = 100 · (close − lowest low) / (highest high − lowest low)      over the last look bars
///     stoch_k = mean of the last slowing of them      stoch_d = mean of the last signal values of stoch_k
///
/// With a slowing of 1 it is the fast form, else the slow one.
///
/// - Units: 0...100, whatever the prices' unit.
/// - Gaps: one inside its window gives a gap and leaves no trace once it has left. Bars that have all one price are 0/0,
///   a gap (TA-Lib: 0).
/// - Warm-up: `look + slowing + signal − 3` rows, for both columns.
/// - Accuracy: 1e-12 relative to 100 for Float64 columns; the sums do not slide (`RollingSum`).
/// - Source: TA-Lib `STOCH` and `STOCHF` with simple averages.
public struct Stochastic: Indicator {
  public let look: Int
  public let slowing: Int
  public let signal: Int

  /// - Throws: `badParameter` unless the periods are in 1...100,000.
  public init(look: Int, slowing: Int, signal: Int) throws(IndicatorError) {
    try self.init([Double(look), Double(slowing), Double(signal)])
  }

  public init(_ values: [Double]) throws(IndicatorError) {
    let periods = try Self.checked(values).map { Int($0) }
    (look, slowing, signal) = (periods[0], periods[1], periods[2])
  }

  public static let name = "stoch"
  public static let summary = "stochastic oscillator and its signal; fast with a slowing of 1"
  public static let parameters = [
    IndicatorParameter.period(14, named: "look"), .period(3, named: "slowing"), .period(3, named: "signal"),
  ]
  public static let inputs: BarFields = [.closes, .highs, .lows]
  public static let columnCount = 2
  public static var variants: [Variant<IndicatorBody<Stochastic>>] { [scalar, simd] }

  public var values: [Double] { [look, slowing, signal].map(Double.init) }
  public var lookBack: Int { look + slowing + signal - 3 }
  public var columns: [String] { [column("stoch_k"), column("stoch_d")] }
}
