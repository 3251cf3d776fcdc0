public import TickmarkAgreement
import TickmarkFrames

extension MinMax {
  public static var simd: Variant<IndicatorBody<MinMax>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var lowest: RollingExtreme16
    private var highest: RollingExtreme16

    static var looksForGaps: Bool { true }
    static func scratchRows(_ indicator: MinMax) -> Int { 2 * indicator.period }

    @inline(__always) init(_ indicator: MinMax, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      let period = indicator.period
      lowest = RollingExtreme16(highest: false, at: base, width: period)
      highest = RollingExtreme16(highest: true, at: base + period, width: period)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> (SIMD16<Double>, SIMD16<Double>) {
      let close = TileGaps.valid(input.closes[day], gaps: gaps)
      return (lowest.next(close, gaps: gaps, &scratch), highest.next(close, gaps: gaps, &scratch))
    }
  }
}
