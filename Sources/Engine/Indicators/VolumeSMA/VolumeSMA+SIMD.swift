public import TickmarkAgreement
import TickmarkFrames

extension VolumeSMA {
  public static var simd: Variant<IndicatorBody<VolumeSMA>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var sum: WindowSum16
    private let share: SIMD16<Double>

    static func scratchRows(_ indicator: VolumeSMA) -> Int { indicator.period }

    @inline(__always) init(_ indicator: VolumeSMA, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      sum = WindowSum16(at: base, width: indicator.period, before: .nan, &scratch)
      share = SIMD16(repeating: 1 / Double(indicator.period))
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      sum.next(TileGaps.valid(input.volumes[day]), &scratch) * share
    }
  }
}
