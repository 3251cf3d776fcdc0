public import TickmarkAgreement

extension WMA {
  public static var scalar: Variant<IndicatorBody<WMA>> { Variant("scalar", .streamed) }

  public struct Steps: IndicatorSteps {
    private var sum: RollingWeightedSum
    private let share: Double

    public static func memoryCount(_ indicator: WMA) -> Int { indicator.period }

    public init(_ indicator: WMA, _ memory: inout MutableSpan<Double>) {
      sum = RollingWeightedSum(at: 0, width: indicator.period, &memory)
      share = indicator.share
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Double {
      sum.next(bar.close, &memory) * share
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Double { sum.peek(bar.close, memory) * share }
  }
}
