public import TickmarkAgreement

extension Deviation {
  public static var scalar: Variant<IndicatorBody<Deviation>> { Variant("scalar", .streamed) }

  public struct Steps: IndicatorSteps {
    private var moments: RollingMoments
    private let share: Double

    public static func memoryCount(_ indicator: Deviation) -> Int {
      RollingMoments.memoryCount(width: indicator.period)
    }

    public init(_ indicator: Deviation, _ memory: inout MutableSpan<Double>) {
      moments = RollingMoments(at: 0, width: indicator.period, &memory)
      share = indicator.varianceShare
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Double {
      (moments.next(bar.close, &memory).scatter * share).squareRoot()
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Double {
      (moments.peek(bar.close, memory).scatter * share).squareRoot()
    }
  }
}
