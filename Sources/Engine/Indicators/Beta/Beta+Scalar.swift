public import TickmarkAgreement

extension Beta {
  public static var scalar: Variant<IndicatorBody<Beta>> { Variant("scalar", .streamed) }

  public struct Steps: IndicatorSteps {
    private var comoments: RollingComoments
    private var previous = ReturnPair()

    public static func memoryCount(_ indicator: Beta) -> Int { RollingComoments.memoryCount(width: indicator.period) }

    public init(_ indicator: Beta, _ memory: inout MutableSpan<Double>) {
      comoments = RollingComoments(width: indicator.period, &memory)
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Double {
      let (index, asset) = previous.returns(of: bar)
      previous = ReturnPair(bar)
      return Self.slope(comoments.next(index, asset, &memory))
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Double {
      let (index, asset) = previous.returns(of: bar)
      return Self.slope(comoments.peek(index, asset, memory))
    }

    private static func slope(_ scatter: RollingComoments.Scatter) -> Double {
      scatter.xx == 0 ? 0 : scatter.xy / scatter.xx
    }
  }
}
