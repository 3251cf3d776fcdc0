import TickmarkMemory

/// What a completed trade adds to the statistics of its direction.
struct TradeOutcome {
  var net: Double
  var commission: Double
  var bestExcursion: Double
  var worstExcursion: Double
  var duration: Int
  var entryDate: Int32
  var exitDate: Int32
  /// Net over entry value.
  var relative: Double
}

/// The three directions' running sums.
struct TradeTallies {
  private var all = TradeTally()
  private var long = TradeTally()
  private var short = TradeTally()

  mutating func add(_ trade: TradeOutcome, isLong: Bool) {
    all.add(trade)
    if isLong { long.add(trade) } else { short.add(trade) }
  }

  /// Second pass, in the order of the first.
  mutating func addScatter(of relative: Double, isLong: Bool) {
    all.addScatter(of: relative)
    if isLong { long.addScatter(of: relative) } else { short.addScatter(of: relative) }
  }

  /// - Parameter margin: each day's margin; it counts only where there was a trade.
  consuming func finished(margin: borrowing AlignedBuffer<Double>) -> TradeStatistics {
    var result = TradeStatistics(all: all.finished(), long: long.finished(), short: short.finished())
    guard result.all.trades > 0 else { return result }
    var sum = 0.0
    for day in 0..<margin.count {
      sum += margin[day]
      result.largestMargin = max(result.largestMargin, margin[day])
    }
    result.meanMargin = sum / Double(margin.count)
    return result
  }
}

/// Running sums of one direction, in the order of the trades.
struct TradeTally {
  private(set) var statistics = DirectionStatistics()
  private var profit = 0.0
  private var loss = 0.0
  private var best = 0.0
  private var worst = 0.0
  private var days = 0
  private var firstEntry = Int32.max
  private var lastExit = Int32.min
  private var relativeSum = 0.0
  private var scatter = 0.0

  mutating func add(_ trade: TradeOutcome) {
    if trade.net > 0 {
      statistics.winners += 1
      profit += trade.net
      statistics.largestProfit = max(statistics.largestProfit, trade.net)
    } else {
      loss += trade.net
      // A NaN result stays: the loss of a trade that closed without a price is unknown, not 0.
      if trade.net.isNaN || trade.net < statistics.largestLoss { statistics.largestLoss = trade.net }
      statistics.losers += 1
    }
    let shortest = statistics.trades == 0 ? trade.duration : statistics.shortestDuration
    statistics.shortestDuration = min(shortest, trade.duration)
    statistics.longestDuration = max(statistics.longestDuration, trade.duration)
    statistics.trades += 1
    statistics.totalCommission += trade.commission
    statistics.totalNet += trade.net
    best += trade.bestExcursion
    worst += trade.worstExcursion
    days += trade.duration
    firstEntry = min(firstEntry, trade.entryDate)
    lastExit = max(lastExit, trade.exitDate)
    relativeSum += trade.relative
  }

  /// Second pass: how far each relative result stands from their mean.
  mutating func addScatter(of relative: Double) {
    let distance = relative - relativeSum / Double(statistics.trades)
    scatter += distance * distance
  }

  consuming func finished() -> DirectionStatistics {
    var result = statistics
    guard result.trades > 0 else { return result }
    let trades = Double(result.trades)
    result.winRatePercent = Double(result.winners) / trades * 100
    result.meanProfit = result.winners > 0 ? profit / Double(result.winners) : 0
    result.meanLoss = result.losers > 0 ? loss / Double(result.losers) : 0
    result.meanNet = result.totalNet / trades
    if result.meanLoss == 0 {
      result.rewardToRisk = result.meanProfit > 0 ? .infinity : 0
    } else {
      result.rewardToRisk = abs(result.meanProfit / result.meanLoss)
    }
    result.meanBestExcursion = best / trades
    result.meanWorstExcursion = worst / trades
    result.meanDuration = Double(days) / trades
    let deviation = (scatter / trades).squareRoot()
    if result.trades >= 2, deviation > 0 { result.informationScore = relativeSum / trades / deviation }
    let months = Double(lastExit - firstEntry) / 30.44
    if months > 0 { result.tradesPerMonth = trades / months }
    return result
  }
}
