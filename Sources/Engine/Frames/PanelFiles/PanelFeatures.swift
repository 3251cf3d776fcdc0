/// Ten series that follow from one bar and the close before it: what a research panel keeps beside its prices.
///
///     typical = (high + low + close) / 3     range = high − low          body = close − open
///     upperShadow = high − max(open, close)  lowerShadow = min(open, close) − low
///     turnover = close · volume              dailyReturn = close / close′ − 1
///     overnightReturn = open / close′ − 1    intradayReturn = close / open − 1
///     relativeRange = range / close
///
/// close′ is the close of the row before.
///
/// - Gaps: a gap in any operand gives a gap (bars miss all fields or none); so does row 0 where close′ is wanted.
/// - Accuracy: computed in Float32 in the order written.
/// - Complexity: O(days) for 16 assets, no allocation.
public enum PanelFeatures {
  public static let columns = [
    "typical", "range", "body", "upperShadow", "lowerShadow", "turnover", "dailyReturn", "overnightReturn",
    "intradayReturn", "relativeRange",
  ]

  /// Fills the ten columns that lie behind a tile's five of bars, `[column][day][lane]`.
  ///
  /// - Precondition: `values` has fifteen columns of `days` rows of 16.
  public static func fill(_ values: inout MutableSpan<Float>, days: Int) {
    let column = days * 16
    precondition(values.count == (Field.allCases.count + columns.count) * column, "fifteen columns of a tile")
    for index in 0..<column {
      let open = values[index]
      let high = values[column + index]
      let low = values[2 * column + index]
      let close = values[3 * column + index]
      let before = index < 16 ? Float.nan : values[3 * column + index - 16]
      // Not `max`, which drops a NaN.
      let upper = open > close ? open : close
      let lower = open > close ? close : open
      values[5 * column + index] = (high + low + close) / 3
      values[6 * column + index] = high - low
      values[7 * column + index] = close - open
      values[8 * column + index] = high - upper
      values[9 * column + index] = lower - low
      values[10 * column + index] = close * values[4 * column + index]
      values[11 * column + index] = close / before - 1
      values[12 * column + index] = open / before - 1
      values[13 * column + index] = close / open - 1
      values[14 * column + index] = (high - low) / close
    }
  }
}
