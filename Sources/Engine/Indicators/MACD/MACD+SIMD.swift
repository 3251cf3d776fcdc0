public import TickmarkAgreement
import TickmarkFrames

extension MACD {
  public static var simd: Variant<IndicatorBody<MACD>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var fast: Smoothing16
    private var slow: Smoothing16
    private var signal: Smoothing16
    private let slowStart: Int

    static var looksForGaps: Bool { true }
    static func scratchRows(_ indicator: MACD) -> Int { 0 }

    @inline(__always) init(_ indicator: MACD, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      fast = .exponential(indicator.fast, skipping: indicator.slow - indicator.fast)
      slow = .exponential(indicator.slow)
      signal = .exponential(indicator.signal)
      slowStart = indicator.slow - 1
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> (SIMD16<Double>, SIMD16<Double>, SIMD16<Double>) {
      let close = TileGaps.valid(input.closes[day], gaps: gaps)
      let macd = fast.next(close, gaps: gaps) - slow.next(close, gaps: gaps)
      // Without gaps nobody looks for the NaN of the averages' own warm-up.
      guard gaps || day >= slowStart else {
        return (SIMD16(repeating: .nan), SIMD16(repeating: .nan), SIMD16(repeating: .nan))
      }
      let signal = signal.next(macd, gaps: gaps)
      return (macd.replacing(with: .nan, where: signal .!= signal), signal, macd - signal)
    }
  }
}
