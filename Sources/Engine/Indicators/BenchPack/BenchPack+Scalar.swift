public import TickmarkAgreement
import TickmarkFrames

extension BenchPack {
  /// One asset after the other, one day after the other: the reference.
  public static var scalar: Variant<TileBody<Element>> {
    Variant("scalar") { input, _, columns in
      precondition(input.volumes.count == input.closes.count, "one volume row for each row of closes")
      precondition(columns.count == 6 * input.closes.count, "six rows for each row of closes")
      for lane in 0..<16 { fillScalar(input.closes, input.volumes, lane: lane, &columns) }
    }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func fillScalar(
    _ closes: Span<SIMD16<Element>>, _ volumes: Span<SIMD16<Element>>, lane: Int,
    _ columns: inout MutableSpan<SIMD16<Element>>
  ) {
    let days = closes.count
    var short = WindowSum<20>(before: .nan)
    var long = WindowSum<50>(before: .nan)
    var gains = WindowSum<14>(before: .nan)
    var moves = WindowSum<14>(before: .nan)
    var turnover = WindowSum<20>(before: .nan)
    var returns = WindowMoments<20>(anchor: 0)
    var previous = Double.nan

    for day in 0..<days {
      let rawClose = Double(closes[day][lane])
      let rawVolume = Double(volumes[day][lane])
      let close = rawClose.isFinite ? rawClose : .nan
      let volume = rawVolume.isFinite ? rawVolume : .nan
      let move = (close - previous).isNaN ? 0 : close - previous
      let gain = gains.next((move + abs(move)) * 0.5)
      let total = moves.next(abs(move))
      let change = close / previous - 1
      returns.next(change)
      previous = close

      columns[day][lane] = Element(short.next(close) * (1 / 20))
      columns[days + day][lane] = Element(long.next(close) * (1 / 50))
      columns[2 * days + day][lane] = Element(100 * (gain / total))
      columns[3 * days + day][lane] = Element(turnover.next(volume) * (1 / 20))
      columns[4 * days + day][lane] = Element(change)
      columns[5 * days + day][lane] = Element(returns.deviation)
    }
  }
}
