import CTickmarkVector
public import TickmarkAgreement
import TickmarkFrames

extension Correlation {
  public static var simd: Variant<IndicatorBody<Correlation>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var comoments: RollingComoments16
    private var previous = ReturnPair16()

    static func scratchRows(_ indicator: Correlation) -> Int { RollingComoments16.rowCount(width: indicator.period) }

    @inline(__always) init(_ indicator: Correlation, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      comoments = RollingComoments16(at: base, width: indicator.period, &scratch)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      let (index, asset) = previous.next(TileGaps.valid(input.index[day]), TileGaps.valid(input.closes[day]))
      let scatter = comoments.next(index, asset, &scratch)
      let product = scatter.xx * scatter.yy
      let ratio = scatter.xy / tickmark_square_root16(product)
      let least = ratio.replacing(with: 1, where: ratio .> 1)
      let clamped = least.replacing(with: -1, where: least .< -1)
      return clamped.replacing(with: 0, where: product .== 0)
    }
  }
}
