import TickmarkFrames
import TickmarkMemory

extension TrackingWorkspace {
  /// Turns the trades that a variant recorded into the 59 statistics.
  mutating func statistics<Element: PanelElement>(_ input: TrackingInput<Element>) -> TradeStatistics {
    statistics(costs: input.costs, dates: input.dates, capital: input.capital)
  }

  private mutating func statistics(costs: Column<Double>, dates: Column<Int32>, capital: Double) -> TradeStatistics {
    if returns.count < sorted.count { returns = AlignedBuffer(count: 2 * sorted.count, repeating: 0) }
    for day in 0..<commission.count { commission[day] = costs[day] / Double(max(active[day], 1)) }
    var tallies = TradeTallies()
    let dates = dates.span
    for position in 0..<sorted.count {
      let outcome = outcome(of: sorted[position], dates: dates, capital: capital)
      returns[position] = outcome.relative
      tallies.add(outcome, isLong: sorted[position].isLong)
    }
    for position in 0..<sorted.count {
      tallies.addScatter(of: returns[position], isLong: sorted[position].isLong)
    }
    return tallies.finished(margin: margin)
  }

  private func outcome(of trade: Trade, dates: Span<Int32>, capital: Double) -> TradeOutcome {
    let size = abs(trade.weight * capital / trade.entryPrice)
    let direction = trade.isLong ? 1.0 : -1.0
    let entry = Int(trade.entryDay)
    let exit = Int(trade.exitDay)
    let entryCommission = commission[entry]
    let exitCommission = trade.closedAtEnd ? 0 : commission[exit]
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
