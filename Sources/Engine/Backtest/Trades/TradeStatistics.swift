public import TickmarkAgreement

/// Nineteen numbers for all trades, for the long and for the short ones, and two for the margin.
public struct TradeStatistics: Sendable, Equatable {
  public var all = DirectionStatistics()
  public var long = DirectionStatistics()
  public var short = DirectionStatistics()
  /// Largest and mean margin over the days; 0 where there was no trade.
  public var largestMargin = 0.0
  public var meanMargin = 0.0

  /// The 59 values under the names of the reference files.
  public var named: [(name: String, value: Double)] {
    let groups = [("all", all), ("long", long), ("short", short)]
    return groups.flatMap { prefix, group in group.named.map { ("\(prefix)_\($0.name)", $0.value) } }
      + [("max_margin_load", largestMargin), ("mean_margin_load", meanMargin)]
  }
}

/// What the trades of one direction came to. Money in the currency of the prices, durations in days.
public struct DirectionStatistics: Sendable, Equatable {
  public internal(set) var trades = 0
  /// Trades with a net result above 0; all others, zero and NaN included, are losers.
  public internal(set) var winners = 0
  public internal(set) var losers = 0
  public internal(set) var winRatePercent = 0.0
  public internal(set) var totalCommission = 0.0
  public internal(set) var totalNet = 0.0
  public internal(set) var largestProfit = 0.0
  public internal(set) var largestLoss = 0.0
  public internal(set) var meanProfit = 0.0
  public internal(set) var meanLoss = 0.0
  public internal(set) var meanNet = 0.0
  /// |mean profit / mean loss|; where the mean loss is 0, infinite with any profit, else 0.
  public internal(set) var rewardToRisk = 0.0
  public internal(set) var meanBestExcursion = 0.0
  public internal(set) var meanWorstExcursion = 0.0
  public internal(set) var shortestDuration = 0
  public internal(set) var longestDuration = 0
  public internal(set) var meanDuration = 0.0
  /// Mean over population deviation of net / entry value; 0 for fewer than two trades or no deviation.
  public internal(set) var informationScore = 0.0
  /// Trades over the months, of 30.44 days, from the first entry to the last exit; 0 where there is no such time.
  public internal(set) var tradesPerMonth = 0.0

  var named: [(name: String, value: Double)] {
    [
      ("num_trades", Double(trades)), ("num_winners", Double(winners)), ("num_losers", Double(losers)),
      ("win_rate_pct", winRatePercent), ("total_commissions_paid", totalCommission), ("total_pnl_net", totalNet),
      ("largest_profit", largestProfit), ("largest_loss", largestLoss), ("mean_profit", meanProfit),
      ("mean_loss", meanLoss), ("mean_trade_pnl", meanNet), ("reward_risk_ratio", rewardToRisk),
      ("avg_mfe", meanBestExcursion), ("avg_mae", meanWorstExcursion),
      ("min_trade_duration_days", Double(shortestDuration)), ("max_trade_duration_days", Double(longestDuration)),
      ("mean_trade_duration_days", meanDuration), ("information_score", informationScore),
      ("trades_per_month", tradesPerMonth),
    ]
  }
}

extension TradeStatistics: Agreeing {
  public func compare(with reference: TradeStatistics, _ comparison: inout OutputComparison) {
    for (ours, theirs) in zip(named, reference.named) {
      comparison.part(".\(ours.name)") { $0.value(ours.value, theirs.value) }
    }
  }
}
