public import TickmarkAgreement
import TickmarkFrames

extension RateOfChange {
  public static var simd: Variant<IndicatorBody<RateOfChange>> { Variant("simd", .lanes(Lanes.self)) }

  /// The tile itself remembers the closes.
  struct Lanes: LaneSteps {
    private let period: Int

    static func scratchRows(_ indicator: RateOfChange) -> Int { 0 }

    @inline(__always) init(_ indicator: RateOfChange, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>) {
      period = indicator.period
    }

    @inline(__always) mutating func next<Element: PanelElement>(
      _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
    ) -> SIMD16<Double> {
      guard day >= period else { return SIMD16(repeating: .nan) }
      return 100 * (TileGaps.valid(input.closes[day]) / TileGaps.valid(input.closes[day - period]) - 1)
    }
  }
}
