import TickmarkFrames

extension IndicatorBar {
  /// Whether it has all that a range is made of; a span that overflows is none.
  var hasRange: Bool { (high - low).isFinite && !close.isNaN }
}

/// Sixteen highs, lows and closes of one day.
struct RangeBar16 {
  let high, low, close: SIMD16<Double>
  /// 0 where the bar has a range, else NaN.
  let missing: SIMD16<Double>

  @inline(__always) init<Element: PanelElement>(_ input: borrowing TileInput<Element>, _ day: Int) {
    high = Element.widen(input.highs[day])
    low = Element.widen(input.lows[day])
    close = Element.widen(input.closes[day])
    let span = high - low
    missing = (span - span) + (close - close)
  }
}
