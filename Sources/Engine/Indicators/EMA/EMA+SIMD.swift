public import TickmarkAgreement
import TickmarkFrames

extension EMA {
  public static var simd: Variant<IndicatorBody<EMA>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var average: Smoothing16

    static var looksForGaps: Bool { true }
    static func scratchRows(_ indicator: EMA) -> Int { 0 }

    @inline(__always) init(_ indicator: EMA, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      average = .exponential(indicator.period)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      average.next(gaps ? TileGaps.valid(input.closes[day]) : Element.widen(input.closes[day]), gaps: gaps)
    }
  }
}
