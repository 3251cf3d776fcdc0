public import TickmarkAgreement
import TickmarkFrames

extension SimpleRSI {
  public static var simd: Variant<IndicatorBody<SimpleRSI>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var gains: WindowSum16
    private var moves: WindowSum16
    private var previous = SIMD16<Double>(repeating: .nan)

    static func scratchRows(_ indicator: SimpleRSI) -> Int { 2 * indicator.period }

    @inline(__always) init(_ indicator: SimpleRSI, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      let period = indicator.period
      gains = WindowSum16(at: base, width: period, before: .nan, &scratch)
      moves = WindowSum16(at: base + period, width: period, before: .nan, &scratch)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      let close = TileGaps.valid(input.closes[day])
      let move = close - previous
      let size = move.replacing(with: -move, where: move .< 0)
      previous = close
      let gain = gains.next((move + size) * 0.5, &scratch)
      let total = moves.next(size, &scratch)
      return 100 * (gain / total)
    }
  }
}
