import CTickmarkVector
public import TickmarkAgreement
import TickmarkFrames

extension ZScore {
  public static var simd: Variant<IndicatorBody<ZScore>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var moments: RollingMoments16
    private let share: SIMD16<Double>

    static func scratchRows(_ indicator: ZScore) -> Int { RollingMoments16.rowCount(width: indicator.period) }

    @inline(__always) init(_ indicator: ZScore, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      moments = RollingMoments16(at: base, width: indicator.period, &scratch)
      share = SIMD16(repeating: indicator.varianceShare)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      let spread = moments.next(TileGaps.valid(input.closes[day]), &scratch)
      return spread.distance / tickmark_square_root16(spread.scatter * share)
    }
  }
}
