import TickmarkFrames

extension IndicatorBar {
  /// Whether it has all that a range is made of.
  var hasRange: Bool { !(high.isNaN || low.isNaN || close.isNaN) }
}

/// Sixteen highs, lows and closes of one day; where one of a lane's is missing, its high and low are NaN.
struct RangeBar16 {
  let high, low, close: SIMD16<Double>

  @inline(__always) init<Element: PanelElement>(_ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool) {
    let high = Element.widen(input.highs[day])
    let low = Element.widen(input.lows[day])
    close = Element.widen(input.closes[day])
    guard gaps else {
      self.high = high
      self.low = low
      return
    }
    // 0 where all three are finite, else NaN; subtracted, since adding it would lose the sign of a zero.
    let missing = (high - high) + (low - low) + (close - close)
    self.high = high - missing
    self.low = low - missing
  }
}
