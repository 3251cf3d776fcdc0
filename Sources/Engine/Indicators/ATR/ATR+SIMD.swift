public import TickmarkAgreement
import TickmarkFrames

extension ATR {
  public static var simd: Variant<IndicatorBody<ATR>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var average: Smoothing16
    private var previousClose = SIMD16<Double>(repeating: .nan)

    static func scratchRows(_ indicator: ATR) -> Int { 0 }

    @inline(__always) init(_ indicator: ATR, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      average = .wilder(indicator.period, skipping: 1)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      let bar = RangeBar16(input, day)
      let range = TrueRange.of(high: bar.high, low: bar.low, previousClose: previousClose)
      // Of the bar alone, not of the range: else each day would wait for the one before.
      previousClose.replace(with: bar.close, where: bar.missing .== 0)
      return average.next(range + bar.missing, gaps: true)
    }
  }
}
