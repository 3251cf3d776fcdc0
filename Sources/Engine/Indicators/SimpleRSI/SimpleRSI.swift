public import TickmarkAgreement

/// The relative strength index of a window, in Cutler's form.
///
///     simple_rsi = 100 · G / (G + L)      G, L: the gains and the losses of the last period differences
///
/// With a period of 14 it is the series `rsi` of the set `seed`, bit for bit.
///
/// - Units: 0...100, whatever the closes' unit.
/// - Gaps: one inside the window of `period + 1` closes gives a gap and leaves no trace once it has left. A window of
///   equal closes is 0/0, a gap.
/// - Warm-up: `period` rows.
/// - Accuracy: 1e-12 relative for Float64 columns; the sums do not slide (`RollingSum`).
/// - Source: D. Cutler's variant of Wilder's index; TA-Lib has none.
public struct SimpleRSI: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 1...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "simple-rsi"
  public static let summary = "relative strength index, means of a window (Cutler)"
  public static let parameters = [IndicatorParameter.period(14)]
  public static let inputs = BarFields.closes
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<SimpleRSI>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { period }
  public var columns: [String] { [column("simple_rsi")] }
}
