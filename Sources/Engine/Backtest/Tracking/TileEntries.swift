/// When, at what price and with what weight the open trades of a tile began.
struct TileEntries {
  typealias Row = TileDay.Row
  typealias Lanes = TileDay.Lanes
  /// The highest and lowest prices that open trades have seen.
  typealias Range = (highest: Row, lowest: Row)

  private let firstAsset: Int
  private var price = Row(repeating: 0)
  private var weight = Row(repeating: 0)
  private var day = SIMD16<Int32>(repeating: 0)

  init(firstAsset: Int) { self.firstAsset = firstAsset }

  /// Closes the trades that are targets no more and opens those that have become one, asset by asset; on the last day
  /// closes what is open.
  ///
  /// - Parameters:
  ///   - before: what the trades had seen until yesterday; an exit does not see its own day's price.
  ///   - now: what they have seen with today, a trade that opens today only today's price.
  @inline(never) mutating func turn(
    from open: Lanes, to targets: Lanes, on index: Int, isLast: Bool, _ today: TileDay, before: Range, now: Range,
    _ log: inout TradeLog<Trade>
  ) {
    var lanes = isLast ? open | targets : open ^ targets
    while lanes != 0 {
      let lane = lanes.trailingZeroBitCount
      let bit: Lanes = lanes & (0 &- lanes)
      lanes ^= bit
      if open & bit != 0, targets & bit == 0 {
        log.append(trade(lane, exitDay: index, exitPrice: today.price[lane], range: before, closedAtEnd: false))
      } else if targets & bit != 0, open & bit == 0 {
        day[lane] = Int32(index)
        price[lane] = today.price[lane]
        weight[lane] = today.weight[lane]
      }
      if isLast, targets & bit != 0 {
        log.append(trade(lane, exitDay: index, exitPrice: today.price[lane], range: now, closedAtEnd: true))
      }
    }
  }

  private func trade(_ lane: Int, exitDay: Int, exitPrice: Double, range: Range, closedAtEnd: Bool) -> Trade {
    Trade(
      asset: Int32(firstAsset + lane), entryDay: day[lane], exitDay: Int32(exitDay), closedAtEnd: closedAtEnd,
      weight: weight[lane], entryPrice: price[lane], exitPrice: exitPrice, highest: range.highest[lane],
      lowest: range.lowest[lane])
  }
}
