public import TickmarkAgreement

extension Correlation {
  public static var scalar: Variant<IndicatorBody<Correlation>> { Variant("scalar", .streamed) }

  public struct Steps: IndicatorSteps {
    private var comoments: RollingComoments
    private var previous = ReturnPair()

    public static func memoryCount(_ indicator: Correlation) -> Int {
      RollingComoments.memoryCount(width: indicator.period)
    }

    public init(_ indicator: Correlation, _ memory: inout MutableSpan<Double>) {
      comoments = RollingComoments(width: indicator.period, &memory)
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Double {
      let (index, asset) = previous.returns(of: bar)
      previous = ReturnPair(bar)
      return Self.correlation(comoments.next(index, asset, &memory))
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Double {
      let (index, asset) = previous.returns(of: bar)
      return Self.correlation(comoments.peek(index, asset, memory))
    }

    private static func correlation(_ scatter: RollingComoments.Scatter) -> Double {
      let product = scatter.xx * scatter.yy
      if product == 0 { return 0 }
      let ratio = scatter.xy / product.squareRoot()
      return ratio > 1 ? 1 : ratio < -1 ? -1 : ratio
    }
  }
}
