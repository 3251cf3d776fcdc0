public import TickmarkAgreement
import TickmarkFrames

extension RSI {
  public static var simd: Variant<IndicatorBody<RSI>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var gains: Smoothing16
    private var losses: Smoothing16
    private var previous = SIMD16<Double>(repeating: .nan)

    static var looksForGaps: Bool { true }
    static func scratchRows(_ indicator: RSI) -> Int { 0 }

    @inline(__always) init(_ indicator: RSI, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      gains = .wilder(indicator.period, skipping: 1)
      losses = .wilder(indicator.period, skipping: 1)
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      let close = TileGaps.valid(input.closes[day], gaps: gaps)
      if gaps {
        previous.replace(with: close, where: previous .!= previous)
      } else if day == 0 {
        previous = close
      }
      let move = close - previous
      previous = gaps ? close.replacing(with: previous, where: close .!= close) : close
      let gain = gains.next(move.replacing(with: 0, where: move .< 0), gaps: gaps)
      let loss = losses.next((-move).replacing(with: 0, where: move .> 0), gaps: gaps)
      return 100 * (gain / (gain + loss))
    }
  }
}
