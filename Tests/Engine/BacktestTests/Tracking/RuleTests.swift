import TickmarkBacktest
import TickmarkFrames
import Testing

/// The rules of the set `seed`, one by one.
@Suite struct RuleTests {
  @Test(arguments: Run.variants) func `a trade lives from the first target day to the first day that is none`(
    _ variant: String
  ) throws {
    let run = try Run(variant, weights: [0, 0.5, 0.5, 0, 0], prices: [10, 20, 30, 40, 50])
    let trade = try #require(run.trades.first)
    #expect(run.trades.count == 1)
    #expect(trade.entryDay == 1 && trade.entryPrice == 20 && trade.exitDay == 3 && trade.exitPrice == 40)
    #expect(!trade.closedAtEnd)
  }

  @Test(arguments: Run.variants) func `a weight of the other sign is not noticed`(_ variant: String) throws {
    let run = try Run(variant, weights: [0.5, -0.5, -0.5, 0], prices: [10, 10, 10, 12])
    #expect(run.trades.count == 1)
    #expect(run.statistics.long.trades == 1 && run.statistics.short.trades == 0)
    #expect(run.all.totalNet == 100)
  }

  @Test(arguments: Run.variants) func `a position is not resized`(_ variant: String) throws {
    let run = try Run(variant, weights: [0.1, 0.9, 0], prices: [10, 10, 20])
    // 1,000 × 0.1 / 10 shares gain 10 each.
    #expect(run.trades.count == 1 && run.all.totalNet == 100)
  }

  @Test(arguments: Run.variants)
  func `a NaN weight shares the cost of its day and opens nothing`(_ variant: String) throws {
    let weights: [[Double]] = [[0.1, .nan], [0.1, .nan]]
    let run = try Run(variant, weights: weights, prices: [[10, 10], [10, 10]], costs: [0.5, 0])
    #expect(run.trades.map(\.asset) == [0])
    #expect(run.all.totalCommission == 0.25)
  }

  @Test(arguments: Run.variants) func `a NaN weight ends a trade`(_ variant: String) throws {
    let run = try Run(variant, weights: [0.1, .nan, 0.1], prices: [10, 11, 12])
    #expect(run.trades.map(\.exitDay) == [1, 2])
  }

  @Test(arguments: Run.variants)
  func `a weight without a price shares the cost of its day`(_ variant: String) throws {
    let run = try Run(
      variant, weights: [[0.1, 0.1], [0.1, 0.1]], prices: [[10, .nan], [10, .nan]], costs: [0.5, 0])
    #expect(run.all.totalCommission == 0.25)
  }

  @Test(arguments: Run.variants)
  func `a day on which all weights are 0 charges an exit in full`(_ variant: String) throws {
    let run = try Run(variant, weights: [0.1, 0], prices: [10, 10], costs: [0, 0.5])
    #expect(run.all.totalCommission == 0.5)
  }

  @Test(arguments: Run.variants) func `entry and exit pay the cost of their own days`(_ variant: String) throws {
    let run = try Run(
      variant, weights: [[0.1, 0], [0.1, 0], [0, 0.1], [0, 0.1]], prices: [[10, 10], [10, 10], [12, 10], [12, 10]],
      costs: [0.25, 0.5, 1, 0])
    #expect(run.trades.map(\.asset) == [0, 1])
    #expect(run.all.totalCommission == 0.25 + 1 + 1)
    #expect(run.all.totalNet == 20 - 2.25)
  }

  @Test(arguments: Run.variants)
  func `the exit price of the closing day is in no excursion`(_ variant: String) throws {
    let long = try Run(variant, weights: [0.1, 0.1, 0], prices: [10, 11, 50])
    #expect(long.all.meanBestExcursion == 10 && long.all.meanWorstExcursion == 0)
    let short = try Run(variant, weights: [-0.1, -0.1, 0], prices: [10, 11, 50])
    #expect(short.all.meanBestExcursion == 0 && short.all.meanWorstExcursion == -10)
  }

  @Test(arguments: Run.variants) func `the last day's price is in the excursions of a trade closed at the end`(
    _ variant: String
  ) throws {
    let run = try Run(variant, weights: [0.1, 0.1, 0.1], prices: [10, 9, 50])
    #expect(run.all.meanBestExcursion == 400 && run.all.meanWorstExcursion == -10)
  }

  @Test(arguments: Run.variants)
  func `excursions begin with the entry, not with the prices before`(_ variant: String) throws {
    let run = try Run(variant, weights: [0, 0.1, 0.1, 0], prices: [99, 10, 10, 10])
    #expect(run.all.meanBestExcursion == 0 && run.all.meanWorstExcursion == 0)
    let again = try Run(variant, weights: [0.1, 0.1, 0, 0.1, 0.1, 0], prices: [10, 30, 10, 10, 11, 10])
    #expect(again.trades.map(\.highest) == [30, 11])
  }

  @Test(arguments: Run.variants) func `closing at the end pays no commission`(_ variant: String) throws {
    let run = try Run(variant, weights: [0.1, 0.1], prices: [10, 11], costs: [0.25, 8])
    #expect(run.trades.map(\.closedAtEnd) == [true])
    #expect(run.all.totalCommission == 0.25)
  }

  @Test(arguments: Run.variants)
  func `a trade that a target ends on the last day pays its exit`(_ variant: String) throws {
    let run = try Run(variant, weights: [0.1, 0], prices: [10, 11], costs: [0.25, 8])
    #expect(run.trades.map(\.closedAtEnd) == [false])
    #expect(run.all.totalCommission == 8.25)
  }

  @Test(arguments: Run.variants) func `a trade closes at a price of NaN, zero or less`(_ variant: String) throws {
    for price in [Double.nan, 0, -5] {
      let run = try Run(variant, weights: [0.1, 0.1, 0.1], prices: [10, price, 12])
      #expect(run.trades.map(\.exitDay) == [1, 2])
      let exit = try #require(run.trades.first).exitPrice
      #expect(exit == price || (exit.isNaN && price.isNaN))
    }
  }

  @Test(arguments: Run.variants)
  func `a trade that closes at a gap is a loser with a NaN result`(_ variant: String) throws {
    let run = try Run(variant, weights: [0.1, 0.1, 0], prices: [10, .nan, 12])
    #expect(run.all.trades == 1 && run.all.losers == 1 && run.all.totalNet.isNaN && run.all.meanLoss.isNaN)
    #expect(run.all.largestProfit == 0 && run.all.informationScore == 0)
  }

  @Test(arguments: Run.variants) func `an asset without a price at the end is out the day its price was lost`(
    _ variant: String
  ) throws {
    let run = try Run(variant, weights: [0.1, 0.1, 0.1], prices: [10, 11, .nan])
    #expect(run.trades.map(\.exitDay) == [2] && run.trades.map(\.closedAtEnd) == [false])
  }

  @Test(arguments: Run.variants)
  func `a quantity of a millionth of a share is no position`(_ variant: String) throws {
    // Exactly 1e-6 shares at a price of 1, then the next number above.
    let smallest = 1e-6 / 1_000
    #expect(smallest * 1_000 == 1e-6)
    #expect(try Run(variant, weights: [smallest, smallest], prices: [1, 1]).trades.isEmpty)
    #expect(try Run(variant, weights: [-smallest, -smallest], prices: [1, 1]).trades.isEmpty)
    #expect(try Run(variant, weights: [smallest.nextUp.nextUp, 0], prices: [1, 1]).trades.count == 1)
  }

  @Test(arguments: Run.variants) func `trades are ordered by exit day, then asset`(_ variant: String) throws {
    // Over two tiles; asset 0 is closed by the end, asset 1 by its target, both on the last day.
    var weights = [[Double]](repeating: [Double](repeating: 0, count: 18), count: 4)
    for day in 0..<4 { weights[day][0] = 0.01 }
    for day in 0..<3 { weights[day][1] = 0.01 }
    for day in 0..<2 { weights[day][17] = 0.01 }
    for day in 1..<4 { weights[day][16] = 0.01 }
    weights[0][2] = 0.01
    weights[3][5] = 0.01
    let prices = weights.map { $0.map { _ in 10.0 } }
    let run = try Run(variant, weights: weights, prices: prices)
    #expect(run.trades.map(\.asset) == [2, 17, 0, 1, 5, 16])
    #expect(run.trades.map(\.closedAtEnd) == [false, false, true, false, true, true])
  }

  @Test(arguments: Run.variants) func `an asset that leaves and returns has two trades`(_ variant: String) throws {
    let run = try Run(variant, weights: [0.1, 0, 0.1, 0.1], prices: [10, 11, 12, 13])
    #expect(run.trades.map(\.entryDay) == [0, 2] && run.trades.map(\.exitDay) == [1, 3])
  }

  @Test(arguments: Run.variants)
  func `margin is the sum of the targets' weights, whatever was opened`(_ variant: String)
    throws
  {
    let run = try Run(
      variant, weights: [[0.5, -0.25], [1.5, -0.25], [.nan, 0.125], [0, 0]],
      prices: [[10, 10], [10, .nan], [10, 10], [10, 10]])
    #expect(run.margin == [0.75, 1.5, 0.125, 0])
    #expect(run.statistics.largestMargin == 1.5 && run.statistics.meanMargin == 2.375 / 4)
  }
}
