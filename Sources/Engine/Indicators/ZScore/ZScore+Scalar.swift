public import TickmarkAgreement

extension ZScore {
  public static var scalar: Variant<IndicatorBody<ZScore>> { Variant("scalar", .streamed) }

  public struct Steps: IndicatorSteps {
    private var moments: RollingMoments
    private let share: Double

    public static func memoryCount(_ indicator: ZScore) -> Int { RollingMoments.memoryCount(width: indicator.period) }

    public init(_ indicator: ZScore, _ memory: inout MutableSpan<Double>) {
      moments = RollingMoments(at: 0, width: indicator.period, &memory)
      share = indicator.varianceShare
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Double {
      score(moments.next(bar.close, &memory))
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Double { score(moments.peek(bar.close, memory)) }

    private func score(_ spread: RollingMoments.Spread) -> Double {
      spread.distance / (spread.scatter * share).squareRoot()
    }
  }
}
