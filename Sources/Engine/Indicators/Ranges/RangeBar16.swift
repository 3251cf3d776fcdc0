import TickmarkFrames

extension IndicatorBar {
  /// Whether it has all that a range is made of.
  var hasRange: Bool { !(high.isNaN || low.isNaN || close.isNaN) }
}

/// Sixteen highs, lows and closes of one day.
struct RangeBar16 {
  let high, low, close: SIMD16<Double>
  /// 0 where all three are finite, else NaN.
  let missing: SIMD16<Double>

  @inline(__always) init<Element: PanelElement>(_ input: borrowing TileInput<Element>, _ day: Int) {
    high = Element.widen(input.highs[day])
    low = Element.widen(input.lows[day])
    close = Element.widen(input.closes[day])
    missing = (high - high) + (low - low) + (close - close)
  }
}
