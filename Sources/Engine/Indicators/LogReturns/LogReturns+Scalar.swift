public import TickmarkAgreement

extension LogReturns {
  public static var scalar: Variant<IndicatorBody<LogReturns>> { Variant("scalar", .streamed) }

  public struct Steps: RecursiveSteps {
    public typealias Parameters = LogReturns

    private var previous = Double.nan

    public init(_ indicator: LogReturns) {}

    public mutating func next(_ bar: IndicatorBar) -> Double {
      defer { previous = bar.close }
      return LogRatio.of(bar.close, over: previous)
    }
  }
}
