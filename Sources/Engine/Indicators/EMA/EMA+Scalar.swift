public import TickmarkAgreement

extension EMA {
  public static var scalar: Variant<IndicatorBody<EMA>> { Variant("scalar", .streamed) }

  public struct Steps: RecursiveSteps {
    public typealias Parameters = EMA

    private var average: Smoothing

    public init(_ indicator: EMA) { average = .exponential(indicator.period) }

    public mutating func next(_ bar: IndicatorBar) -> Double { average.next(bar.close) }
  }
}
