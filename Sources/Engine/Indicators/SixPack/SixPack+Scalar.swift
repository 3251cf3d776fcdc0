public import TickmarkAgreement
import TickmarkFrames

extension SixPack {
  /// One asset after the other, one day after the other: the reference.
  public static var scalar: Variant<TileBody<Element>> {
    Variant("scalar") { input, _, columns in
      precondition(columns.count == 6 * input.closes.count, "six rows for each row of closes")
      for lane in 0..<16 { fillScalar(input.closes, lane: lane, &columns) }
    }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func fillScalar(
    _ closes: Span<SIMD16<Element>>, lane: Int, _ columns: inout MutableSpan<SIMD16<Element>>
  ) {
    let days = closes.count
    let first = closes.indices.first { closes[$0][lane].isFinite }.map { Double(closes[$0][lane]) } ?? 0
    var short = WindowMoments<20>(anchor: first)
    var long = WindowMean<50>()
    var gains = WindowSum<14>(before: .nan)
    var moves = WindowSum<14>(before: .nan)
    var previous = Double.nan

    for day in 0..<days {
      let raw = Double(closes[day][lane])
      let close = raw.isFinite ? raw : .nan
      short.next(close)
      let move = close - previous
      let gain = gains.next((move + abs(move)) * 0.5)
      let total = moves.next(abs(move))
      previous = close

      let middle = short.count == 20 ? short.mean : .nan
      let width = 2 * short.deviation
      columns[day][lane] = Element(short.mean)
      columns[days + day][lane] = Element(long.next(close))
      columns[2 * days + day][lane] = Element(100 * (gain / total))
      columns[3 * days + day][lane] = Element(middle)
      columns[4 * days + day][lane] = Element(middle + width)
      columns[5 * days + day][lane] = Element(middle - width)
    }
  }
}
