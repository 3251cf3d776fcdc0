public import TickmarkAgreement

extension OBV {
  public static var scalar: Variant<IndicatorBody<OBV>> { Variant("scalar", .streamed) }

  public struct Steps: RecursiveSteps {
    public typealias Parameters = OBV

    private var total = 0.0
    /// Below every close, so that the first one is above it.
    private var previous = -Double.infinity

    public init(_ indicator: OBV) {}

    public mutating func next(_ bar: IndicatorBar) -> Double {
      if bar.close.isNaN || bar.volume.isNaN { return .nan }
      total += bar.close > previous ? bar.volume : bar.close < previous ? -bar.volume : 0
      previous = bar.close
      return total
    }
  }
}
