public import TickmarkAgreement

extension VolumeSMA {
  public static var scalar: Variant<IndicatorBody<VolumeSMA>> { Variant("scalar", .streamed) }

  public struct Steps: IndicatorSteps {
    private var sum: RollingSum
    private let share: Double

    public static func memoryCount(_ indicator: VolumeSMA) -> Int { indicator.period }

    public init(_ indicator: VolumeSMA, _ memory: inout MutableSpan<Double>) {
      sum = RollingSum(at: 0, width: indicator.period, &memory)
      share = 1 / Double(indicator.period)
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Double {
      sum.next(bar.volume, &memory) * share
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Double { sum.peek(bar.volume, memory) * share }
  }
}
