public import TickmarkAgreement
import TickmarkFrames

extension Beta {
  public static var simd: Variant<IndicatorBody<Beta>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var comoments: RollingComoments16
    private var previous = ReturnPair16()

    static func scratchRows(_ indicator: Beta) -> Int { RollingComoments16.rowCount(width: indicator.period) }

    @inline(__always) init(_ indicator: Beta, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      comoments = RollingComoments16(at: base, width: indicator.period, &scratch)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      let (index, asset) = previous.next(TileGaps.valid(input.index[day]), TileGaps.valid(input.closes[day]))
      let scatter = comoments.next(index, asset, &scratch)
      return (scatter.xy / scatter.xx).replacing(with: 0, where: scatter.xx .== 0)
    }
  }
}
