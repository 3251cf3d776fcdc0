import CTickmarkVector
public import TickmarkAgreement
import TickmarkFrames

extension Bollinger {
  public static var simd: Variant<IndicatorBody<Bollinger>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var moments: RollingMoments16
    private let share, width: SIMD16<Double>

    static func scratchRows(_ indicator: Bollinger) -> Int { RollingMoments16.rowCount(width: indicator.period) }

    @inline(__always) init(_ indicator: Bollinger, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      moments = RollingMoments16(at: base, width: indicator.period, &scratch)
      share = SIMD16(repeating: indicator.varianceShare)
      width = SIMD16(repeating: indicator.width)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> (SIMD16<Double>, SIMD16<Double>, SIMD16<Double>) {
      let spread = moments.next(TileGaps.valid(input.closes[day]), &scratch)
      let distance = width * tickmark_square_root16(spread.scatter * share)
      return (spread.mean + distance, spread.mean, spread.mean - distance)
    }
  }
}
