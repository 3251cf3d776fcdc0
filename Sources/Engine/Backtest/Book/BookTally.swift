import TickmarkMemory

/// The statistics of a book's trades, which come in their order, all at once or some days' after the other.
struct BookTally: ~Copyable {
  private var tallies = TradeTallies()
  private var count = 0
  /// Net result over entry value of each trade, and whether it was long: for the scatter about their mean.
  private var relativeResults = AlignedBuffer<Double>(count: 256, repeating: 0)
  private var directions = AlignedBuffer<UInt8>(count: 256, repeating: 0)

  mutating func removeAll() {
    tallies = TradeTallies()
    count = 0
  }

  mutating func add(_ trades: borrowing SortedTrades<BookTrade>, dates: Column<Int32>) {
    reserve(count + trades.count)
    let dates = dates.span
    for position in 0..<trades.count {
      let trade = trades[position]
      let net = trade.net
      let entryDate = dates[Int(trade.entryDay)]
      let exitDate = dates[Int(trade.exitDay)]
      let outcome = TradeOutcome(
        net: net, commission: trade.entryCost + trade.exitCost, bestExcursion: trade.bestExcursion,
        worstExcursion: trade.worstExcursion,
        duration: BusinessDays.between(entryDate, exitDate), entryDate: entryDate, exitDate: exitDate,
        relative: net / trade.entryValue)
      relativeResults[count + position] = outcome.relative
      directions[count + position] = trade.isLong ? 1 : 0
      tallies.add(outcome, isLong: trade.isLong)
    }
    count += trades.count
  }

  private mutating func reserve(_ room: Int) {
    guard relativeResults.count < room else { return }
    var results = AlignedBuffer<Double>(count: 2 * room, repeating: 0)
    var directions = AlignedBuffer<UInt8>(count: 2 * room, repeating: 0)
    for position in 0..<count {
      results[position] = relativeResults[position]
      directions[position] = self.directions[position]
    }
    relativeResults = results
    self.directions = directions
  }

  /// - Parameter margin: each day's.
  func finished(margin: borrowing AlignedBuffer<Double>) -> TradeStatistics {
    var tallies = tallies
    for position in 0..<count {
      tallies.addScatter(of: relativeResults[position], isLong: directions[position] == 1)
    }
    return tallies.finished(margin: margin)
  }
}
