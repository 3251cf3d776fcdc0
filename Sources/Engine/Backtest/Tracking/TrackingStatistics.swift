import TickmarkFrames
import TickmarkMemory

extension TrackingWorkspace {
  /// Turns the trades that a variant recorded into the 59 statistics.
  mutating func statistics<Element: PanelElement>(_ input: TrackingInput<Element>) -> TradeStatistics {
    statistics(costs: input.costs, dates: input.dates, capital: input.capital)
  }

  private mutating func statistics(costs: Column<Double>, dates: Column<Int32>, capital: Double) -> TradeStatistics {
    log.sortByExit()
    if returns.count < log.count { returns = AlignedBuffer(count: 2 * log.count, repeating: 0) }
    var tallies = TradeTallies()
    let costSpan = costs.span
    let dateSpan = dates.span
    for position in 0..<log.count {
      let trade = log[sorted: position]
      let outcome = outcome(of: trade, costs: costSpan, dates: dateSpan, capital: capital)
      returns[position] = outcome.relative
      tallies.add(outcome, isLong: trade.isLong)
    }
    for position in 0..<log.count { tallies.addScatter(of: returns[position], isLong: log[sorted: position].isLong) }
    return tallies.finished(margin: margin)
  }

  private func outcome(
    of trade: Trade, costs: Span<Double>, dates: Span<Int32>, capital: Double
  ) -> TradeOutcome {
    let size = abs(trade.weight * capital / trade.entryPrice)
    let direction = trade.isLong ? 1.0 : -1.0
    let entry = Int(trade.entryDay)
    let exit = Int(trade.exitDay)
    let entryCommission = costs[entry] / Double(max(active[entry], 1))
    let exitCommission = trade.closedAtEnd ? 0 : costs[exit] / Double(max(active[exit], 1))
    let gross = direction * (trade.exitPrice - trade.entryPrice) * size
    let net = gross - entryCommission - exitCommission
    let high = trade.highest - trade.entryPrice
    let low = trade.lowest - trade.entryPrice
    return TradeOutcome(
      net: net, commission: entryCommission + exitCommission,
      bestExcursion: max(0, trade.isLong ? high : -low) * size,
      worstExcursion: min(0, trade.isLong ? low : -high) * size,
      duration: Int(dates[exit] - dates[entry]), entryDate: dates[entry], exitDate: dates[exit],
      relative: net / (size * trade.entryPrice))
  }
}
