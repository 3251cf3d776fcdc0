public import TickmarkAgreement
import TickmarkFrames

extension OBV {
  public static var simd: Variant<IndicatorBody<OBV>> { Variant("simd", .lanes(Lanes.self)) }

  struct Lanes: LaneSteps {
    private var total = SIMD16<Double>(repeating: 0)
    private var previous = SIMD16<Double>(repeating: -.infinity)

    static var looksForGaps: Bool { true }
    static func scratchRows(_ indicator: OBV) -> Int { 0 }

    @inline(__always) init(_ indicator: OBV, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {}

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      let close = TileGaps.valid(input.closes[day], gaps: gaps)
      let volume = TileGaps.valid(input.volumes[day], gaps: gaps)
      let step = SIMD16(repeating: 0).replacing(with: volume, where: close .> previous)
        .replacing(with: -volume, where: close .< previous)
      guard gaps else {
        total += step
        previous = close
        return total
      }
      let isMissing = (close .!= close) .| (volume .!= volume)
      total += step.replacing(with: 0, where: isMissing)
      previous = close.replacing(with: previous, where: isMissing)
      return total.replacing(with: .nan, where: isMissing)
    }
  }
}
