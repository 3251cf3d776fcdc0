public import TickmarkAgreement

extension ATR {
  public static var scalar: Variant<IndicatorBody<ATR>> { Variant("scalar", .streamed) }

  public struct Steps: RecursiveSteps {
    public typealias Parameters = ATR

    private var average: Smoothing
    private var previousClose = Double.nan

    public init(_ indicator: ATR) { average = .wilder(indicator.period, skipping: 1) }

    public mutating func next(_ bar: IndicatorBar) -> Double {
      guard bar.hasRange else { return .nan }
      let range = TrueRange.of(high: bar.high, low: bar.low, previousClose: previousClose)
      previousClose = bar.close
      return average.next(range)
    }
  }
}
