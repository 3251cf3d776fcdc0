public import TickmarkAgreement

extension ADX {
  public static var scalar: Variant<IndicatorBody<ADX>> { Variant("scalar", .streamed) }

  /// What one bar gives.
  public struct Directions: Sendable {
    public let adx, plus, minus: Double

    static let none = Directions(adx: .nan, plus: .nan, minus: .nan)
  }

  public struct Steps: RecursiveSteps {
    public typealias Parameters = ADX

    private let period: Int
    private let share: Double
    private var high = Double.nan
    private var low = Double.nan
    private var close = Double.nan
    /// How many complete bars have one before them.
    private var count = -1
    private var plusSum = 0.0
    private var minusSum = 0.0
    private var rangeSum = 0.0
    /// Of directions; `adx` is its share.
    private var directionSum = 0.0

    public static func column(_ column: Int, of directions: Directions) -> Double {
      switch column {
      case 0: directions.adx
      case 1: directions.plus
      default: directions.minus
      }
    }

    public init(_ indicator: ADX) {
      period = indicator.period
      share = 1 / Double(indicator.period)
    }

    public mutating func next(_ bar: IndicatorBar) -> Directions {
      guard bar.hasRange else { return .none }
      let (up, down) = (bar.high - high, low - bar.low)
      let range = TrueRange.of(high: bar.high, low: bar.low, previousClose: close)
      (high, low, close) = (bar.high, bar.low, bar.close)
      count += 1
      guard count > 0 else { return .none }

      let kept = count < period ? 1 : 1 - share
      plusSum = plusSum * kept + (up > down && up > 0 ? up : 0)
      minusSum = minusSum * kept + (down > up && down > 0 ? down : 0)
      rangeSum = rangeSum * kept + range
      guard count >= period else { return .none }

      let total = plusSum + minusSum
      if total != 0 {
        let keptDirections = count < 2 * period ? 1 : 1 - share
        directionSum = directionSum * keptDirections + abs(plusSum - minusSum) * (100 / total)
      }
      let percent = rangeSum == 0 ? 0 : 100 / rangeSum
      return Directions(
        adx: count < 2 * period - 1 ? .nan : directionSum * share, plus: plusSum * percent, minus: minusSum * percent)
    }
  }
}
