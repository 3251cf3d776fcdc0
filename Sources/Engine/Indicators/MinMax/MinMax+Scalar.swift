public import TickmarkAgreement

extension MinMax {
  public static var scalar: Variant<IndicatorBody<MinMax>> { Variant("scalar", .streamed) }

  /// What one bar gives.
  public struct Extremes: Sendable {
    public let lowest, highest: Double
  }

  public struct Steps: IndicatorSteps {
    private var lowest: RollingExtreme
    private var highest: RollingExtreme

    public static func memoryCount(_ indicator: MinMax) -> Int { 2 * indicator.period }
    public static func column(_ column: Int, of values: Extremes) -> Double {
      column == 0 ? values.lowest : values.highest
    }

    public init(_ indicator: MinMax, _ memory: inout MutableSpan<Double>) {
      let period = indicator.period
      lowest = RollingExtreme(highest: false, at: 0, width: period, &memory)
      highest = RollingExtreme(highest: true, at: period, width: period, &memory)
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Extremes {
      Extremes(lowest: lowest.next(bar.close, &memory), highest: highest.next(bar.close, &memory))
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Extremes {
      Extremes(lowest: lowest.peek(bar.close, memory), highest: highest.peek(bar.close, memory))
    }
  }
}
