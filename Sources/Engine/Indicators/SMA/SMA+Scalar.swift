public import TickmarkAgreement

extension SMA {
  public static var scalar: Variant<IndicatorBody<SMA>> { Variant("scalar", .streamed) }

  public struct Steps: IndicatorSteps {
    private var sum: RollingSum
    private let share: Double

    public static func memoryCount(_ indicator: SMA) -> Int { indicator.period }

    public init(_ indicator: SMA, _ memory: inout MutableSpan<Double>) {
      sum = RollingSum(at: 0, width: indicator.period, &memory)
      share = 1 / Double(indicator.period)
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Double {
      sum.next(bar.close, &memory) * share
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Double { sum.peek(bar.close, memory) * share }
  }
}
