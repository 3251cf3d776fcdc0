import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames
import Testing

/// The rules of the set `engine`, one by one, with a capital of 1,000.
@Suite struct BookRuleTests {
  @Test(arguments: BookRun.variants) func `a weight buys its fraction of what the book is worth`(
    _ variant: String
  ) throws {
    let run = try BookRun(variant, weights: [[0.5], [0.5], [0.5]], closes: [[10], [20], [10]])
    // 50 shares; then 1,500 is worth 37.5; then 1,125 is worth 56.25.
    #expect(run.fills.map(\.sharesAfter) == [50, 37.5, 56.25])
    #expect(run.nav == [1_000, 1_500, 1_125])
    #expect(run.returns == [0, 0.5, -0.25])
  }

  @Test(arguments: BookRun.variants) func `a fixed allocation buys its fraction of the initial capital`(
    _ variant: String
  ) throws {
    let run = try BookRun(variant, weights: [[0.5], [0.5]], closes: [[10], [20]], allocation: .fixed)
    #expect(run.fills.map(\.sharesAfter) == [50, 25])
  }

  @Test(arguments: BookRun.variants) func `between rebalance days shares stay and weights drift`(
    _ variant: String
  ) throws {
    let run = try BookRun(
      variant, weights: [[0.5], [0.9], [-0.9], [0]], closes: [[10], [20], [30], [40]],
      rebalances: [false, false, false, true])
    // Day 0 has a weight, and so it is a rebalance day.
    #expect(run.fills.map(\.day) == [0, 3] && run.fills.map(\.sharesAfter) == [50, 0])
    #expect(run.nav == [1_000, 1_500, 2_000, 2_500])
  }

  @Test(arguments: BookRun.variants) func `without rebalance days a change of some weight makes one`(
    _ variant: String
  ) throws {
    let weights: [[Double]] = [[0.5, 0], [0.5, 0], [0.5, .nan], [0.5, .nan], [0.5, 0.1]]
    let input = try BookInput(
      weights: panel(weights), closes: panel([[10, 10], [11, 10], [12, 10], [13, 10], [14, 10]]),
      dates: ReferenceMarket.businessDays(5), rules: BookRules(capital: 1_000))
    #expect(Set(try BookRun(input, variant).fills.map(\.day)) == [0, 2, 4])
  }

  @Test(arguments: BookRun.variants) func `in the scope of changes only another weight trades`(
    _ variant: String
  ) throws {
    let run = try BookRun(
      variant, weights: [[0.5, 0], [0.5, 0.4], [0.25, 0.4], [0.25, 0.4]],
      closes: [[10, 10], [20, 10], [20, 30], [40, 40]], scope: .changes)
    #expect(run.fills.map(\.day) == [0, 1, 2] && run.fills.map(\.asset) == [0, 1, 0])
    // Of what the book is worth by then: 1,500 on day 1, 2,700 on day 2.
    #expect(run.fills.map(\.sharesAfter) == [50, 60, 33.75])
  }

  @Test(arguments: BookRun.variants) func `in the scope of changes what had no price trades on the next rebalance day`(
    _ variant: String
  ) throws {
    let run = try BookRun(
      variant, weights: [[0.5, 0], [0.5, 0.5], [0.5, 0.5], [0.5, 0.5]],
      closes: [[10, 10], [10, .nan], [10, 10], [20, 10]], rebalances: [true, true, false, true], scope: .changes)
    #expect(run.fills.map(\.day) == [0, 3] && run.fills.map(\.asset) == [0, 1])
    #expect(run.fills.map(\.sharesAfter) == [50, 75])
  }

  @Test(arguments: BookRun.variants) func `a short position gains when prices fall`(_ variant: String) throws {
    let run = try BookRun(variant, weights: [[-0.5], [0]], closes: [[10], [8]])
    #expect(run.cash == [1_500, 1_100] && run.nav == [1_000, 1_100])
    let trade = try #require(run.trades.first)
    #expect(!trade.isLong && trade.net == 100 && trade.bestExcursion == 100 && trade.worstExcursion == 0)
  }

  @Test(arguments: BookRun.variants) func `cash pays for shares and costs, asset by asset`(_ variant: String) throws {
    let cost = try FillCost.basisPoints(100)
    let run = try BookRun(variant, weights: [[0.25, 0.5]], closes: [[10, 20]], cost: cost)
    #expect(run.fills.map(\.cashBefore) == [1_000, 747.5] && run.fills.map(\.cashAfter) == [747.5, 242.5])
    #expect(run.fills.map(\.cost) == [2.5, 5] && run.nav == [992.5] && run.performance.totalCosts == 7.5)
  }

  @Test(arguments: BookRun.variants) func `without a price an asset keeps its shares, and its last close`(
    _ variant: String
  ) throws {
    let run = try BookRun(variant, weights: [[0.5], [0.1], [0.1]], closes: [[10], [.nan], [20]])
    #expect(run.fills.map(\.day) == [0, 2])
    #expect(run.nav == [1_000, 1_000, 1_500])
  }

  @Test(arguments: BookRun.variants, [Double.nan, .infinity, 0, -3]) func `what is no price is a gap`(
    _ variant: String, price: Double
  ) throws {
    let run = try BookRun(variant, weights: [[0.5], [0.1], [0.1]], closes: [[10], [price], [20]])
    #expect(run.fills.map(\.day) == [0, 2] && run.nav == [1_000, 1_000, 1_500])
  }

  @Test(arguments: BookRun.variants, [Double.nan, .infinity, -.infinity, 1e-9, -1e-10])
  func `a weight that does not count is 0`(_ variant: String, weight: Double) throws {
    let run = try BookRun(variant, weights: [[0.5], [weight]], closes: [[10], [10]])
    #expect(run.fills.map(\.sharesAfter) == [50, 0])
  }

  @Test(arguments: BookRun.variants) func `an open fills the weights of its own day, decided the day before`(
    _ variant: String
  ) throws {
    let run = try BookRun(
      variant, weights: [[0.5], [0.5]], closes: [[11], [30]], opens: [[10], [20]])
    #expect(run.fills.map(\.decisionDay) == [0, 0] && run.fills.map(\.price) == [10, 20])
    // 50 at the second open, 20, with 500 of cash are 1,500.
    #expect(run.fills.map(\.sharesAfter) == [50, 37.5])
    #expect(run.nav == [1_050, 1_875])
  }

  @Test(arguments: BookRun.variants) func `at the open what has no open is worth its close of the day before`(
    _ variant: String
  ) throws {
    let run = try BookRun(
      variant, weights: [[0.5, 0], [0.5, 0.5]], closes: [[12, 10], [99, 10]], opens: [[10, 10], [.nan, 10]])
    // 50 · 12 + 500: not the close of 99, which is not known yet.
    #expect(run.fills.map(\.asset) == [0, 1] && run.fills[1].sharesAfter == 55)
  }

  @Test(arguments: BookRun.variants) func `a book carries on daily until all weights could trade`(
    _ variant: String
  ) throws {
    let run = try BookRun(
      variant, weights: [[0.5, 0.5], [0.4, 0.6], [0.4, 0.6], [0.2, 0.2]],
      closes: [[10, .nan], [10, .nan], [10, 10], [10, 10]], opens: [[10, .nan], [10, .nan], [10, 10], [10, 10]],
      rebalances: [true, false, false, false])
    #expect(run.fills.map(\.day) == [0, 1, 2] && run.fills.map(\.asset) == [0, 0, 1])
    #expect(run.fills.map(\.decisionDay) == [0, 0, 1] && run.fills.map(\.sharesAfter) == [50, 40, 60])
  }

  @Test(arguments: BookRun.variants) func `a leg carries on alone, as decided`(_ variant: String) throws {
    let run = try BookRun(
      variant, weights: [[0, 0], [0.5, 0.5], [0.4, 0.6], [0.4, 0.6], [0.2, 0.2]],
      closes: [[10, .nan], [10, .nan], [20, .nan], [20, 10], [10, 10]],
      opens: [[10, .nan], [10, .nan], [20, .nan], [20, 10], [10, 10]], rebalances: [false, true, false, false, false],
      carry: .leg)
    #expect(run.fills.map(\.day) == [1, 3] && run.fills.map(\.asset) == [0, 1])
    // Half of 500 + 50 · 20 at the day's open, decided on day 0.
    #expect(run.fills.map(\.decisionDay) == [0, 0] && run.fills.map(\.sharesAfter) == [50, 75])
  }

  @Test(arguments: BookRun.variants) func `a new rebalance replaces what was held up`(_ variant: String) throws {
    let run = try BookRun(
      variant, weights: [[0.5], [0], [0.5]], closes: [[.nan], [.nan], [10]], opens: [[.nan], [.nan], [10]],
      rebalances: [true, true, false], carry: .leg)
    #expect(run.fills.isEmpty)
  }

  @Test(arguments: BookRun.variants, BookRules.Carry.allCases) func `fills at the close carry nothing`(
    _ variant: String, carry: BookRules.Carry
  ) throws {
    let run = try BookRun(
      variant, weights: [[0.5], [0.5]], closes: [[.nan], [10]], rebalances: [true, false], carry: carry)
    #expect(run.fills.isEmpty)
  }

  @Test(arguments: BookRun.variants) func `adding averages the price, and a part that closes takes its share`(
    _ variant: String
  ) throws {
    let cost = try FillCost.commission(perShare: 0, minimum: 1, cap: 1, slippageBasisPoints: 0)
    let run = try BookRun(
      variant, weights: [[0.1], [0.3], [0.2], [0]], closes: [[10], [20], [20], [25]], allocation: .fixed, cost: cost)
    // 10 at 10, then 15 in all: 5 at 20; 5 are sold at 20, 10 at 25.
    #expect(run.fills.map(\.quantity) == [10, 5, -5, -10])
    let average = (10 * 10 + 5 * 20) / 15.0
    #expect(run.trades.map(\.quantity) == [5, 10] && run.trades.map(\.entryDay) == [0, 0])
    #expect(run.trades.allSatisfy { abs($0.entryPrice - average) < 1e-12 })
    #expect(abs(run.trades[0].entryCost - 2.0 / 3) < 1e-12 && abs(run.trades[1].entryCost - 4.0 / 3) < 1e-12)
    #expect(run.trades.map(\.exitCost) == [1, 1] && run.trades.map(\.highest) == [20, 25])
  }

  @Test(arguments: BookRun.variants) func `a fill across zero closes and opens, its cost split by shares`(
    _ variant: String
  ) throws {
    let cost = try FillCost.commission(perShare: 0, minimum: 3, cap: 1, slippageBasisPoints: 0)
    let run = try BookRun(
      variant, weights: [[0.1], [-0.2], [0]], closes: [[10], [10], [5]], allocation: .fixed, cost: cost)
    #expect(run.trades.map(\.quantity) == [10, -20] && run.trades.map(\.entryDay) == [0, 1])
    #expect(run.trades.map(\.entryCost) == [3, 2] && run.trades.map(\.exitCost) == [1, 3])
    #expect(run.trades.map(\.bestExcursion) == [0, 100])
  }

  @Test(arguments: BookRun.variants) func `what is open at the end is no trade`(_ variant: String) throws {
    let run = try BookRun(variant, weights: [[0.5], [0.5]], closes: [[10], [20]], rebalances: [true, false])
    #expect(run.trades.isEmpty && run.statistics.trades.all.trades == 0 && run.nav == [1_000, 1_500])
  }

  @Test(arguments: BookRun.variants) func `margin is the signed value of what has a close, over the net asset value`(
    _ variant: String
  ) throws {
    let run = try BookRun(
      variant, weights: [[0.5, -0.25], [0, 0]], closes: [[10, 10], [20, .nan]], rebalances: [true, false])
    #expect(run.margin == [0.25, 1_000 / 1_500] && run.statistics.trades.largestMargin == 0)
  }

  @Test(arguments: BookRun.variants) func `a trade lasts its business days less one`(_ variant: String) throws {
    // Thursday to Tuesday, and Thursday to Friday.
    let run = try BookRun(
      variant, weights: [[0.1, 0.1], [0.1, 0], [0.1, 0], [0, 0]], closes: [[1, 1], [1, 1], [1, 1], [1, 1]])
    #expect(run.statistics.trades.all.shortestDuration == 1 && run.statistics.trades.all.longestDuration == 3)
  }

  @Test(arguments: BookRun.variants, [BookWorkspace.Record.value, .statistics, .trades])
  func `what is written down never changes the value`(_ variant: String, record: BookWorkspace.Record) throws {
    let input = try BookReferenceCase("c6_edges_nextopen_260x12").input(Double.self)
    let full = try BookRun(input, variant)
    let bare = try BookRun(input, variant, record: record)
    #expect(bare.nav == full.nav && bare.performance == full.performance && bare.fills.isEmpty)
    #expect(bare.trades == (record == .trades ? full.trades : []))
    #expect(full.trades.count > 10 && (bare.statistics.trades == full.statistics.trades) == (record != .value))
  }

  /// Blocks of days are shorter where there are many assets: 36 days here, of 80.
  @Test(arguments: BookRun.variants.dropFirst(), BookRules.Scope.allCases) func `a wide book is the reference's`(
    _ variant: String, scope: BookRules.Scope
  ) throws {
    let closes = Panel<Double>(days: 80, assets: 900) { day, asset in 50 + Double((day * 31 + asset * 17) % 23) }
    let weights = Panel<Double>(days: 80, assets: 900) { day, asset in (day / 5 + asset) % 3 == 0 ? 1 / 300 : 0 }
    let input = try BookInput(
      weights: weights, closes: closes, dates: ReferenceMarket.businessDays(80),
      rules: BookRules(capital: 1e6, scope: scope, cost: .basisPoints(5)))
    let reference = try BookRun(input, "scalar")
    let run = try BookRun(input, variant)
    #expect(run.nav == reference.nav && run.fills == reference.fills && run.trades == reference.trades)
    #expect(run.statistics == reference.statistics && run.trades.count > 3_000)
    #expect(try BookRun(input, variant, record: .statistics).statistics == reference.statistics)
  }

  @Test(arguments: BookRun.variants) func `a workspace forgets the weights of the run before`(
    _ variant: String
  ) throws {
    func input(_ weights: [[Double]]) throws -> BookInput<Double> {
      try BookInput(
        weights: panel(weights), closes: panel([[10, 10], [10, 10], [10, 10]]),
        dates: ReferenceMarket.businessDays(3), rules: BookRules(capital: 1_000, scope: .changes))
    }
    let wanted = try input([[0.5, 0], [0.5, 0.25], [0, 0.25]])
    var workspace = BookWorkspace(days: 3)
    _ = try BookRun(try input([[0, 0.25], [0.5, 0.25], [0.5, 0.25]]), variant, &workspace)
    let again = try BookRun(wanted, variant, &workspace)
    let fresh = try BookRun(wanted, variant)
    #expect(again.fills == fresh.fills && again.fills.map(\.day) == [0, 1, 2] && again.nav == fresh.nav)
  }

  @Test(arguments: BookRun.variants) func `a workspace starts afresh`(_ variant: String) throws {
    let input = try BookReferenceCase("c6_edges_nextopen_260x12").input(Double.self)
    var workspace = BookWorkspace(days: 260)
    let first = try BookRun(input, variant, &workspace)
    let again = try BookRun(input, variant, &workspace)
    #expect(first.nav == again.nav && first.fills == again.fills && first.trades == again.trades)
    #expect(first.statistics == again.statistics)
  }
}
