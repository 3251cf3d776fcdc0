import TickmarkBacktest
import TickmarkFrames
import Testing

/// What the trades come to.
@Suite struct StatisticsTests {
  @Test(arguments: Run.variants) func `no trades give zeros, and no margin`(_ variant: String) throws {
    let run = try Run(variant, weights: [[0, .nan], [0, .nan]], prices: [[10, 10], [10, 10]], costs: [1, 1])
    #expect(run.statistics.named.allSatisfy { $0.value == 0 })
  }

  @Test(arguments: Run.variants) func `a direction without trades has zeros`(_ variant: String) throws {
    let run = try Run(variant, weights: [-0.5, 0], prices: [10, 8])
    let long = run.statistics.named.filter { $0.name.hasPrefix("long_") }
    #expect(long.count == 19 && long.allSatisfy { $0.value == 0 })
    #expect(run.statistics.short.trades == 1 && run.statistics.short.totalNet == 100)
  }

  @Test(arguments: Run.variants) func `no assets give zeros`(_ variant: String) throws {
    let run = try Run(variant, weights: [[], []], prices: [[], []])
    #expect(run.statistics.named.allSatisfy { $0.value == 0 } && run.margin == [0, 0])
  }

  @Test(arguments: Run.variants) func `duration is in calendar days`(_ variant: String) throws {
    // Friday, Monday, and the last day of February of a leap year.
    let dates = try [(2024, 2, 23), (2024, 2, 26), (2024, 2, 29), (2024, 3, 1)].map {
      try #require(Day(year: $0.0, month: $0.1, day: $0.2))
    }
    let run = try Run(
      variant, weights: [[0.1, 0], [0, 0.1], [0, 0.1], [0, 0]], prices: [[10, 10], [10, 10], [10, 10], [10, 10]],
      dates: dates)
    #expect(run.all.shortestDuration == 3 && run.all.longestDuration == 4 && run.all.meanDuration == 3.5)
    #expect(run.all.tradesPerMonth == 2 / (7 / 30.44))
  }

  @Test(arguments: Run.variants) func `trades that take no time have no rate`(_ variant: String) throws {
    let run = try Run(variant, weights: [0, 0, 0.1], prices: [10, 10, 10])
    #expect(run.all.trades == 1 && run.all.tradesPerMonth == 0 && run.all.longestDuration == 0)
  }

  @Test(arguments: Run.variants) func `reward over risk is infinite without a loss`(_ variant: String) throws {
    let run = try Run(variant, weights: [0.1, 0], prices: [10, 11])
    #expect(run.all.rewardToRisk == .infinity && run.all.meanLoss == 0 && run.all.largestLoss == 0)
  }

  @Test(arguments: Run.variants)
  func `reward over risk is 0 with neither a profit nor a loss`(_ variant: String) throws {
    let run = try Run(variant, weights: [0.1, 0], prices: [10, 10])
    #expect(run.all.rewardToRisk == 0 && run.all.losers == 1)
  }

  @Test(arguments: Run.variants)
  func `a loser may have lost nothing, and counts in the mean loss`(_ variant: String) throws {
    let run = try Run(
      variant, weights: [[0.1, 0.1, 0.1], [0, 0, 0]], prices: [[10, 10, 10], [8, 10, 13]])
    #expect(run.all.winners == 1 && run.all.losers == 2)
    #expect(run.all.meanLoss == -10 && run.all.largestLoss == -20 && run.all.largestProfit == 30)
    #expect(run.all.rewardToRisk == 3)
    #expect(abs(run.all.winRatePercent - 100 / 3.0) < 1e-12)
  }

  @Test(arguments: Run.variants)
  func `a cost makes a loser of a trade that gained nothing`(_ variant: String) throws {
    let run = try Run(variant, weights: [0.1, 0], prices: [10, 10], costs: [0.5, 0])
    #expect(run.all.losers == 1 && run.all.totalNet == -0.5 && run.all.totalCommission == 0.5)
  }

  @Test(arguments: Run.variants) func `one trade has no information score`(_ variant: String) throws {
    #expect(try Run(variant, weights: [0.1, 0], prices: [10, 11]).all.informationScore == 0)
  }

  @Test(arguments: Run.variants) func `trades of one result have no information score`(_ variant: String) throws {
    let run = try Run(variant, weights: [[0.1, 0.1], [0, 0]], prices: [[10, 10], [15, 15]])
    #expect(run.all.trades == 2 && run.all.informationScore == 0)
  }

  @Test(arguments: Run.variants)
  func `the information score is the mean over the population deviation`(_ variant: String)
    throws
  {
    // Results of 50 % and −25 %: a mean of 12.5 % and a deviation of 37.5 %.
    let run = try Run(variant, weights: [[0.1, 0.2], [0, 0]], prices: [[10, 20], [15, 15]])
    #expect(abs(run.all.informationScore - 1 / 3.0) < 1e-15)
  }

  @Test(arguments: Run.variants) func `long and short add up to all`(_ variant: String) throws {
    for seed in [UInt64(1), 2, 3] {
      let input: TrackingInput<Double> = try market(days: 90, assets: 19, seed: seed)
      let statistics = try Run(input, variant).statistics
      #expect(statistics.all.trades == statistics.long.trades + statistics.short.trades, "seed \(seed)")
      #expect(statistics.all.winners + statistics.all.losers == statistics.all.trades, "seed \(seed)")
      let sum = statistics.long.totalNet + statistics.short.totalNet
      #expect(abs(statistics.all.totalNet - sum) < 1e-9 * abs(statistics.all.meanProfit * 100), "seed \(seed)")
      #expect(statistics.long.trades > 0 && statistics.short.trades > 0, "seed \(seed)")
    }
  }

  @Test(arguments: Run.variants) func `weights of the other sign swap long and short`(_ variant: String) throws {
    let input: TrackingInput<Double> = try market(days: 90, assets: 19, seed: 4)
    let mirrored = try TrackingInput(
      weights: Panel(days: 90, assets: 19) { -input.weights[$0, $1] }, prices: input.prices,
      costs: [Double](repeating: 0, count: 90), dates: ReferenceMarket.businessDays(90))
    let (first, second) = (try Run(input, variant).statistics, try Run(mirrored, variant).statistics)
    #expect(first.long.trades == second.short.trades && first.short.trades == second.long.trades)
    #expect(first.long.totalNet == -second.short.totalNet && first.short.totalNet == -second.long.totalNet)
    #expect(first.long.meanBestExcursion == -second.short.meanWorstExcursion)
    #expect(first.meanMargin == second.meanMargin)
  }

  @Test(arguments: Run.variants)
  func `a workspace that was used before gives what a new one gives`(_ variant: String) throws {
    // Enough trades first that the workspace grows.
    let restless: TrackingInput<Float> = try restless(days: 60, assets: 33)
    let calm: TrackingInput<Float> = try market(days: 60, assets: 17, seed: 6)
    var workspace = TrackingWorkspace(days: 60)
    let first = try Run(restless, variant, &workspace)
    #expect(first.trades.count > 600)
    #expect(try same(Run(calm, variant, &workspace), Run(calm, variant)))
    #expect(try same(Run(restless, variant, &workspace), first))
  }

  private func market<Element: PanelElement>(days: Int, assets: Int, seed: UInt64) throws -> TrackingInput<Element> {
    try TrackingInput(
      weights: ReferenceMarket.weightsMonthly(days: days, assets: assets, seed: seed, every: 10),
      prices: ReferenceMarket.prices(days: days, assets: assets, seed: seed),
      costs: [Double](repeating: 0, count: days), dates: ReferenceMarket.businessDays(days))
  }

  /// In on even days, out on odd ones.
  private func restless<Element: PanelElement>(days: Int, assets: Int) throws -> TrackingInput<Element> {
    try TrackingInput(
      weights: Panel(days: days, assets: assets) { day, _ in day % 2 == 0 ? 0.01 : 0 },
      prices: ReferenceMarket.prices(days: days, assets: assets, seed: 5),
      costs: [Double](repeating: 0.001, count: days), dates: ReferenceMarket.businessDays(days))
  }
}
