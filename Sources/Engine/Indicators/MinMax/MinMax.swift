public import TickmarkAgreement

/// The lowest and the highest close of a window.
///
///     min = lowest of the last period closes      max = highest of the last period closes
///
/// - Gaps: one inside the window gives a gap and leaves no trace once it has left.
/// - Warm-up: `period − 1` rows.
/// - Accuracy: exact; of equal closes with another sign, 0 and -0, the result may have either.
/// - Source: TA-Lib `MIN`, `MAX` and `MINMAX`.
public struct MinMax: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 1...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "minmax"
  public static let summary = "lowest and highest close of a window"
  public static let parameters = [IndicatorParameter.period(20)]
  public static let inputs = BarFields.closes
  public static let columnCount = 2
  public static var variants: [Variant<IndicatorBody<MinMax>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { period - 1 }
  public var columns: [String] { [column("min"), column("max")] }
}
