public import TickmarkAgreement
import TickmarkFrames

extension Stochastic {
  public static var simd: Variant<IndicatorBody<Stochastic>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var lowest: RollingExtreme16
    private var highest: RollingExtreme16
    private var slowing: WindowSum16
    private var signal: WindowSum16
    private let slowingShare: SIMD16<Double>
    private let signalShare: SIMD16<Double>
    private let lookBack: Int

    static var looksForGaps: Bool { true }
    static func scratchRows(_ indicator: Stochastic) -> Int {
      2 * indicator.look + indicator.slowing + indicator.signal
    }

    @inline(__always) init(_ indicator: Stochastic, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      let look = indicator.look
      let sums = base + 2 * look
      lowest = RollingExtreme16(highest: false, at: base, width: look)
      highest = RollingExtreme16(highest: true, at: base + look, width: look)
      slowing = WindowSum16(at: sums, width: indicator.slowing, before: .nan, &scratch)
      signal = WindowSum16(at: sums + indicator.slowing, width: indicator.signal, before: .nan, &scratch)
      slowingShare = SIMD16(repeating: 1 / Double(indicator.slowing))
      signalShare = SIMD16(repeating: 1 / Double(indicator.signal))
      lookBack = indicator.lookBack
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> (SIMD16<Double>, SIMD16<Double>) {
      let close = TileGaps.valid(input.closes[day], gaps: gaps)
      let low = lowest.next(TileGaps.valid(input.lows[day], gaps: gaps), gaps: gaps, &scratch)
      let high = highest.next(TileGaps.valid(input.highs[day], gaps: gaps), gaps: gaps, &scratch)
      let raw = 100 * ((close - low) / (high - low))
      let k = slowing.next(raw, &scratch) * slowingShare
      let d = signal.next(k, &scratch) * signalShare
      return (day < lookBack ? SIMD16(repeating: .nan) : k, d)
    }
  }
}
