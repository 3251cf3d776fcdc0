import CTickmarkVector
public import TickmarkAgreement
import TickmarkFrames

extension Deviation {
  public static var simd: Variant<IndicatorBody<Deviation>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var moments: RollingMoments16
    private let share: SIMD16<Double>

    static func scratchRows(_ indicator: Deviation) -> Int { RollingMoments16.rowCount(width: indicator.period) }

    @inline(__always) init(_ indicator: Deviation, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      moments = RollingMoments16(at: base, width: indicator.period, &scratch)
      share = SIMD16(repeating: indicator.varianceShare)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      tickmark_square_root16(moments.next(TileGaps.valid(input.closes[day]), &scratch).scatter * share)
    }
  }
}
