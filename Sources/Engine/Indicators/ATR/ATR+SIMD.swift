public import TickmarkAgreement
import TickmarkFrames

extension ATR {
  public static var simd: Variant<IndicatorBody<ATR>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var average: Smoothing16
    private var previousClose = SIMD16<Double>(repeating: .nan)

    static var looksForGaps: Bool { true }
    static func scratchRows(_ indicator: ATR) -> Int { 0 }

    @inline(__always) init(_ indicator: ATR, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      average = .wilder(indicator.period)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      let bar = RangeBar16(input, day, gaps: gaps)
      let range = TrueRange.of(high: bar.high, low: bar.low, previousClose: previousClose)
      if gaps {
        previousClose.replace(with: bar.close, where: bar.high .== bar.high)
        return average.next(range, gaps: true)
      }
      previousClose = bar.close
      // The first bar has no range.
      return day == 0 ? range : average.next(range, gaps: false)
    }
  }
}
