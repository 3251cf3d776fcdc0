public import TickmarkAgreement

/// On-balance volume: the volumes of the days that closed higher less those of the days that closed lower.
///
///     obv = obv before + volume   where the close is above the one before, and on the first day
///                      − volume   where it is below
///
/// - Units: the volumes'.
/// - Gaps: a day without close or volume gives a gap and is passed over; the next close is compared with the last one of
///   a day that had both.
/// - Warm-up: none.
/// - Accuracy: exact for whole volumes up to a total of 2^53; a Float32 column rounds the result. It never forgets, so a
///   volume that overflows the total spoils it.
/// - Source: TA-Lib `OBV`.
public struct OBV: Indicator {
  public init() {}

  public init(_ values: [Double]) throws(IndicatorError) { _ = try Self.checked(values) }

  public static let name = "obv"
  public static let summary = "on-balance volume"
  public static let parameters: [IndicatorParameter] = []
  public static let inputs: BarFields = [.closes, .volumes]
  public static let columnCount = 1
  public static var variants: [Variant<IndicatorBody<OBV>>] { [scalar, simd] }

  public var values: [Double] { [] }
  public var lookBack: Int { 0 }
  public var columns: [String] { [column()] }
}
