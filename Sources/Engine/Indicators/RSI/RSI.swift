public import TickmarkAgreement

/// The relative strength index with Wilder's smoothing.
///
///     rsi = 100 · G / (G + L)
///
/// `G` and `L` follow the gains and the losses from close to close by 1 / period of the distance, from the mean of the
/// first `period` of them on. `SimpleRSI` takes means of a window instead.
///
/// - Units: 0...100, whatever the closes' unit.
/// - Gaps: a gap gives a gap and leaves the averages alone; the next close is compared with the last one. As long as no
///   close has moved, the index is 0/0, a gap (TA-Lib: 0).
/// - Warm-up: `period + 1` valid closes give the first value.
/// - Accuracy: 1e-12 relative for Float64 columns; it never forgets, so a move that overflows the averages spoils it.
/// - Source: TA-Lib `RSI`; J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
public struct RSI: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 1...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "rsi"
  public static let summary = "relative strength index, Wilder's smoothing"
  public static let parameters = [IndicatorParameter.period(14)]
  public static let inputs = BarFields.closes
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<RSI>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { period }
  public var columns: [String] { [column()] }
}
