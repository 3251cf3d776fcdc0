public import TickmarkAgreement
import TickmarkFrames

extension LogReturns {
  public static var simd: Variant<IndicatorBody<LogReturns>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var previous = SIMD16<Double>(repeating: .nan)

    static func scratchRows(_ indicator: LogReturns) -> Int { 0 }

    @inline(__always) init(_ indicator: LogReturns, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {}

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      let close = TileGaps.valid(input.closes[day])
      let change = LogRatio.of(close, over: previous)
      previous = close
      return change
    }
  }
}
