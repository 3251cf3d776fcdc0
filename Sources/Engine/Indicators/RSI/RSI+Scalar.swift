public import TickmarkAgreement

extension RSI {
  public static var scalar: Variant<IndicatorBody<RSI>> { Variant("scalar", .streamed) }

  public struct Steps: RecursiveSteps {
    public typealias Parameters = RSI

    private var gains: Smoothing
    private var losses: Smoothing
    private var previous = Double.nan

    // The first close is compared with itself, and that is not looked at.
    public init(_ indicator: RSI) {
      gains = .wilder(indicator.period, skipping: 1)
      losses = .wilder(indicator.period, skipping: 1)
    }

    public mutating func next(_ bar: IndicatorBar) -> Double {
      if previous.isNaN { previous = bar.close }
      let move = bar.close - previous
      if !bar.close.isNaN { previous = bar.close }
      let gain = gains.next(move < 0 ? 0 : move)
      let loss = losses.next(move > 0 ? 0 : -move)
      return 100 * (gain / (gain + loss))
    }
  }
}
