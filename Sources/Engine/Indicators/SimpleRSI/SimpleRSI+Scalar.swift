public import TickmarkAgreement

extension SimpleRSI {
  public static var scalar: Variant<IndicatorBody<SimpleRSI>> { Variant("scalar", .streamed) }

  public struct Steps: IndicatorSteps {
    private var gains: RollingSum
    private var moves: RollingSum
    private var previous = Double.nan

    public static func memoryCount(_ indicator: SimpleRSI) -> Int { 2 * indicator.period }

    public init(_ indicator: SimpleRSI, _ memory: inout MutableSpan<Double>) {
      let period = indicator.period
      gains = RollingSum(at: 0, width: period, &memory)
      moves = RollingSum(at: period, width: period, &memory)
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Double {
      let move = bar.close - previous
      let size = move < 0 ? -move : move
      previous = bar.close
      let gain = gains.next((move + size) * 0.5, &memory)
      let total = moves.next(size, &memory)
      return 100 * (gain / total)
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Double {
      let move = bar.close - previous
      let size = move < 0 ? -move : move
      return 100 * (gains.peek((move + size) * 0.5, memory) / moves.peek(size, memory))
    }
  }
}
