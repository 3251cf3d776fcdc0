public import TickmarkAgreement

extension RateOfChange {
  public static var scalar: Variant<IndicatorBody<RateOfChange>> { Variant("scalar", .streamed) }

  public struct Steps: IndicatorSteps {
    public typealias Parameters = RateOfChange

    private let period: Int
    private var position = 0

    public static func memoryCount(_ indicator: RateOfChange) -> Int { indicator.period }

    public init(_ indicator: RateOfChange, _ memory: inout MutableSpan<Double>) {
      period = indicator.period
      for index in 0..<period { memory[index] = .nan }
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Double {
      let change = 100 * (bar.close / memory[position] - 1)
      memory[position] = bar.close
      position = position + 1 < period ? position + 1 : 0
      return change
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Double {
      100 * (bar.close / memory[position] - 1)
    }
  }
}
