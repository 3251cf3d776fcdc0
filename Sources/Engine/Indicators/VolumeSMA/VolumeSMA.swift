public import TickmarkAgreement

/// The simple moving average of the volumes.
///
///     volume_sma = sum(last period volumes) · (1 / period)
///
/// - Units: the volumes'.
/// - Gaps: one inside the window gives a gap and leaves no trace once it has left; closes are not looked at.
/// - Warm-up: `period − 1` rows.
/// - Accuracy: as `SMA`.
/// - Source: TA-Lib `SMA`.
public struct VolumeSMA: Indicator {
  public let period: Int

  /// - Throws: `badParameter` unless the period is in 1...100,000.
  public init(period: Int) throws(IndicatorError) { try self.init([Double(period)]) }

  public init(_ values: [Double]) throws(IndicatorError) { period = Int(try Self.checked(values)[0]) }

  public static let name = "volume-sma"
  public static let summary = "simple moving average of the volumes"
  public static let parameters = [IndicatorParameter.period(20)]
  public static let inputs = BarFields.volumes
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<VolumeSMA>>] { [scalar, simd] }

  public var values: [Double] { [Double(period)] }
  public var lookBack: Int { period - 1 }
  public var columns: [String] { [column("volume_sma")] }
}
