public import TickmarkAgreement
import TickmarkFrames

extension WMA {
  public static var simd: Variant<IndicatorBody<WMA>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var sum: RollingWeightedSum16
    private let share: SIMD16<Double>

    static func scratchRows(_ indicator: WMA) -> Int { indicator.period }

    @inline(__always) init(_ indicator: WMA, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      sum = RollingWeightedSum16(at: base, width: indicator.period, &scratch)
      share = SIMD16(repeating: indicator.share)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      sum.next(TileGaps.valid(input.closes[day]), &scratch) * share
    }
  }
}
