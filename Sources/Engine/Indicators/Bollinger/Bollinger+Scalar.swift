public import TickmarkAgreement

extension Bollinger {
  public static var scalar: Variant<IndicatorBody<Bollinger>> { Variant("scalar", .streamed) }

  /// What one bar gives.
  public struct Bands: Sendable {
    public let upper, middle, lower: Double
  }

  public struct Steps: IndicatorSteps {
    private var moments: RollingMoments
    private let share, width: Double

    public static func memoryCount(_ indicator: Bollinger) -> Int {
      RollingMoments.memoryCount(width: indicator.period)
    }

    public static func column(_ column: Int, of bands: Bands) -> Double {
      switch column {
      case 0: bands.upper
      case 1: bands.middle
      default: bands.lower
      }
    }

    public init(_ indicator: Bollinger, _ memory: inout MutableSpan<Double>) {
      moments = RollingMoments(at: 0, width: indicator.period, &memory)
      share = indicator.varianceShare
      width = indicator.width
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Bands {
      bands(moments.next(bar.close, &memory))
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Bands { bands(moments.peek(bar.close, memory)) }

    private func bands(_ spread: RollingMoments.Spread) -> Bands {
      let distance = width * (spread.scatter * share).squareRoot()
      return Bands(upper: spread.mean + distance, middle: spread.mean, lower: spread.mean - distance)
    }
  }
}
