import TickmarkIndicators
import TickmarkStreaming

/// A line of a feed: `symbol,time,close[,high,low,volume[,complete]]`.
///
/// The time is in whole seconds since 1970-01-01; what is left out or empty is a gap; `complete` is 1, as where it is left out, or 0
/// for a bar that may still change.
struct UpdateLine: Equatable {
  var symbol: Substring
  var time: Int64
  var bar: SIMD4<Double>
  var isComplete: Bool

  /// Nil for a line that is none.
  init?(_ line: Substring) {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard (3...7).contains(fields.count), !fields[0].isEmpty, let time = Int64(fields[1]),
      let close = Double(fields[2]), close.isFinite
    else { return nil }
    (symbol, self.time) = (fields[0], time)
    bar = SIMD4(close, .nan, .nan, .nan)
    for index in 3..<min(6, fields.count) where !fields[index].isEmpty {
      guard let value = Double(fields[index]), value.isFinite else { return nil }
      bar[index - 2] = value
    }
    isComplete = true
    if fields.count == 7 {
      guard ["0", "1"].contains(fields[6]) else { return nil }
      isComplete = fields[6] == "1"
    }
  }

  func update(code: Int32, due: Int64) -> MarketUpdate {
    MarketUpdate(
      symbol: code, isComplete: isComplete, time: time, due: due,
      bar: IndicatorBar(close: bar[0], high: bar[1], low: bar[2], volume: bar[3]))
  }
}
