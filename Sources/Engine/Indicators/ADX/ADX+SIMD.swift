import CTickmarkVector
public import TickmarkAgreement
import TickmarkFrames

extension ADX {
  public static var simd: Variant<IndicatorBody<ADX>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    typealias Row = SIMD16<Double>

    private let period: Double
    private let share: Row
    private let kept: Row
    private var high = Row(repeating: .nan)
    private var low = Row(repeating: .nan)
    private var close = Row(repeating: .nan)
    /// Complete bars with one before them: of each lane, and of all where there are no gaps.
    private var counts = Row(repeating: -1)
    private var count = -1.0
    private var plusSum = Row(repeating: 0)
    private var minusSum = Row(repeating: 0)
    private var rangeSum = Row(repeating: 0)
    private var directionSum = Row(repeating: 0)

    static var looksForGaps: Bool { true }
    static func scratchRows(_ indicator: ADX) -> Int { 0 }

    @inline(__always) init(_ indicator: ADX, at base: Int, _ scratch: inout MutableSpan<Row>) {
      period = Double(indicator.period)
      share = Row(repeating: 1 / period)
      kept = Row(repeating: 1 - 1 / period)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<Row>
    ) -> (Row, Row, Row) {
      let bar = RangeBar16(input, day)
      let up = bar.high - high
      let down = low - bar.low
      let range = TrueRange.of(high: bar.high, low: bar.low, previousClose: close)
      let rising = up.replacing(with: 0, where: (up .<= down) .| (up .<= 0))
      let falling = down.replacing(with: 0, where: (down .<= up) .| (down .<= 0))
      return gaps ? amongGaps(bar, rising, falling, range) : ofAll(bar, rising, falling, range)
    }

    @inline(__always) private mutating func ofAll(
      _ bar: RangeBar16, _ rising: Row, _ falling: Row, _ range: Row
    ) -> (Row, Row, Row) {
      let none = Row(repeating: .nan)
      high = bar.high
      low = bar.low
      close = bar.close
      count += 1
      if count <= 0 { return (none, none, none) }
      add(rising, falling, range, kept: count < period ? Row(repeating: 1) : kept)
      if count < period { return (none, none, none) }
      directionSum = directions(kept: count < 2 * period ? Row(repeating: 1) : kept)
      let percent = percent
      return (count < 2 * period - 1 ? none : directionSum * share, plusSum * percent, minusSum * percent)
    }

    @inline(__always) private mutating func amongGaps(
      _ bar: RangeBar16, _ rising: Row, _ falling: Row, _ range: Row
    ) -> (Row, Row, Row) {
      let isComplete = bar.missing .== 0
      let isMissing = bar.missing .!= 0
      high.replace(with: bar.high, where: isComplete)
      low.replace(with: bar.low, where: isComplete)
      close.replace(with: bar.close, where: isComplete)
      counts += Row(repeating: 1).replacing(with: 0, where: isMissing)

      let ends = Row(repeating: 2 * period)
      let isWarming = counts .< Row(repeating: period)
      let rests = isMissing .| (counts .<= 0)
      let (plusBefore, minusBefore, rangeBefore) = (plusSum, minusSum, rangeSum)
      add(rising, falling, range, kept: kept.replacing(with: 1, where: isWarming))
      plusSum.replace(with: plusBefore, where: rests)
      minusSum.replace(with: minusBefore, where: rests)
      rangeSum.replace(with: rangeBefore, where: rests)
      let next = directions(kept: kept.replacing(with: 1, where: counts .< ends))
      directionSum.replace(with: next, where: .!(isMissing .| isWarming))

      let isEmpty = isMissing .| isWarming
      let percent = percent
      return (
        (directionSum * share).replacing(with: .nan, where: isMissing .| (counts .< ends - 1)),
        (plusSum * percent).replacing(with: .nan, where: isEmpty),
        (minusSum * percent).replacing(with: .nan, where: isEmpty)
      )
    }

    @inline(__always) private mutating func add(_ rising: Row, _ falling: Row, _ range: Row, kept: Row) {
      plusSum = plusSum * kept + rising
      minusSum = minusSum * kept + falling
      rangeSum = rangeSum * kept + range
    }

    /// The sum of directions after this day; a day without one leaves it as it is.
    @inline(__always) private func directions(kept: Row) -> Row {
      let total = plusSum + minusSum
      let next = directionSum * kept + tickmark_absolute16(plusSum - minusSum) * (100 / total)
      return next.replacing(with: directionSum, where: total .== 0)
    }

    @inline(__always) private var percent: Row { (100 / rangeSum).replacing(with: 0, where: rangeSum .== 0) }
  }
}
