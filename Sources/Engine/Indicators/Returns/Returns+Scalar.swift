public import TickmarkAgreement

extension Returns {
  public static var scalar: Variant<IndicatorBody<Returns>> { Variant("scalar", .streamed) }

  public struct Steps: RecursiveSteps {
    public typealias Parameters = Returns

    private var previous = Double.nan

    public init(_ indicator: Returns) {}

    public mutating func next(_ bar: IndicatorBar) -> Double {
      defer { previous = bar.close }
      return bar.close / previous - 1
    }
  }
}
