public import TickmarkAgreement
import TickmarkFrames

extension BenchPack {
  /// Sixteen assets side by side, all six columns in one pass.
  public static var simd: Variant<TileBody<Element>> {
    Variant("simd") { input, scratch, columns in fillSIMD(input.closes, input.volumes, &scratch, &columns) }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func fillSIMD(
    _ closes: Span<SIMD16<Element>>, _ volumes: Span<SIMD16<Element>>, _ tileScratch: inout TileScratch,
    _ columns: inout MutableSpan<SIMD16<Element>>
  ) {
    precondition(volumes.count == closes.count, "one volume row for each row of closes")
    precondition(columns.count == 6 * closes.count, "six rows for each row of closes")
    let days = closes.count
    var scratch = tileScratch.rows.mutableSpan
    var short = WindowSum16(at: 0, width: 20, before: .nan, &scratch)
    var long = WindowSum16(at: 20, width: 50, before: .nan, &scratch)
    var gains = WindowSum16(at: 70, width: 14, before: .nan, &scratch)
    var moves = WindowSum16(at: 84, width: 14, before: .nan, &scratch)
    var turnover = WindowSum16(at: 98, width: 20, before: .nan, &scratch)
    var returns = WindowMoments16(at: 118, width: 20, anchor: SIMD16(repeating: 0), &scratch)
    var previous = SIMD16<Double>(repeating: .nan)

    for day in 0..<days {
      let close = TileGaps.valid(closes[day])
      let difference = close - previous
      let move = difference.replacing(with: 0, where: difference .!= difference)
      let size = move.replacing(with: -move, where: move .< 0)
      let gain = gains.next((move + size) * 0.5, &scratch)
      let total = moves.next(size, &scratch)
      let change = close / previous - 1
      // The first return is always missing, and a price of 0 makes an infinite one: always with masks.
      returns.next(change + (change - change), gaps: true, &scratch)
      previous = close

      columns[day] = Element.narrow(short.next(close, &scratch) * SIMD16(repeating: 1 / 20))
      columns[days + day] = Element.narrow(long.next(close, &scratch) * SIMD16(repeating: 1 / 50))
      columns[2 * days + day] = Element.narrow(100 * (gain / total))
      let turned = turnover.next(TileGaps.valid(volumes[day]), &scratch)
      columns[3 * days + day] = Element.narrow(turned * SIMD16(repeating: 1 / 20))
      columns[4 * days + day] = Element.narrow(change)
      columns[5 * days + day] = Element.narrow(returns.deviation(gaps: true))
    }
  }
}
