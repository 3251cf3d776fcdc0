public import TickmarkAgreement
import TickmarkFrames

extension SixPack {
  /// Sixteen assets side by side, all six columns in one pass.
  public static var simd: Variant<TileBody<Element>> {
    Variant("simd") { input, scratch, columns in fillSIMD(input.closes, &scratch, &columns) }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func fillSIMD(
    _ closes: Span<SIMD16<Element>>, _ tileScratch: inout TileScratch, _ columns: inout MutableSpan<SIMD16<Element>>
  ) {
    precondition(columns.count == 6 * closes.count, "six rows for each row of closes")
    // Two copies of one loop: the masks and counts of gaps cost a third of the time, and most tiles have none.
    if TileGaps.exist(in: closes) {
      pass(closes, &tileScratch, &columns, gaps: true)
    } else {
      pass(closes, &tileScratch, &columns, gaps: false)
    }
  }

  @inline(__always) private static func pass(
    _ closes: Span<SIMD16<Element>>, _ tileScratch: inout TileScratch, _ columns: inout MutableSpan<SIMD16<Element>>,
    gaps: Bool
  ) {
    let days = closes.count
    var scratch = tileScratch.rows.mutableSpan
    var short = WindowMoments16(at: 0, width: 20, anchor: TileGaps.firstValid(in: closes), &scratch)
    var long = WindowMean16(at: 80, width: 50, &scratch)
    var gains = WindowSum16(at: 180, width: 14, before: .nan, &scratch)
    var moves = WindowSum16(at: 194, width: 14, before: .nan, &scratch)
    var previous = SIMD16<Double>(repeating: .nan)

    for day in 0..<days {
      let close = gaps ? TileGaps.valid(closes[day]) : Element.widen(closes[day])
      short.next(close, gaps: gaps, &scratch)
      let move = close - previous
      let size = move.replacing(with: -move, where: move .< 0)
      let gain = gains.next((move + size) * 0.5, &scratch)
      let total = moves.next(size, &scratch)
      previous = close

      let average = short.mean(gaps: gaps)
      let middle = short.whereFull(average, gaps: gaps)
      let width = 2 * short.deviation(gaps: gaps)
      columns[day] = Element.narrow(average)
      columns[days + day] = Element.narrow(long.next(close, gaps: gaps, &scratch))
      columns[2 * days + day] = Element.narrow(100 * (gain / total))
      columns[3 * days + day] = Element.narrow(middle)
      columns[4 * days + day] = Element.narrow(middle + width)
      columns[5 * days + day] = Element.narrow(middle - width)
    }
  }
}
