import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames
import Testing

/// Numbers of an independent implementation of the same rules.
@Suite struct ReferenceTests {
  static let tolerance = Agreement.within(relative: 1e-9, absolute: 1e-9)

  /// What the reference cannot know: there its own numbers depend on the order of a set.
  static func isUnknown(_ statistic: String, in name: String) -> Bool {
    name == "edge_260x12_nanexits" && (statistic.hasSuffix("_largest_loss") || statistic.hasSuffix("_mean_loss"))
  }

  @Test(arguments: ReferenceCase.names, Run.variants) func `all 59 statistics are the reference's`(
    _ name: String, _ variant: String
  ) throws {
    let reference = try ReferenceCase(name)
    let run = try Run(reference.input(Double.self), variant)
    #expect(run.statistics.named.count == 59 && Set(run.statistics.named.map(\.name)).count == 59)
    for (statistic, value) in run.statistics.named where !Self.isUnknown(statistic, in: name) {
      let expected = try #require(reference.statistics[statistic])
      let isCount = statistic.hasSuffix("_trades") || statistic.contains("_num_")
      let comparison = OutputComparison.of(value, with: expected, isCount ? .exact : Self.tolerance)
      #expect(comparison.first == nil, "\(statistic)")
    }
  }

  @Test(arguments: ReferenceCase.names, Run.variants) func `every trade is the reference's, in its order`(
    _ name: String, _ variant: String
  ) throws {
    let reference = try ReferenceCase(name)
    let run = try Run(reference.input(Double.self), variant)
    #expect(run.trades.count == reference.trades.count)
    for (trade, expected) in zip(run.trades, reference.trades) {
      #expect(
        [trade.exitDay, trade.asset, trade.entryDay].map(Int.init)
          == [expected.exitDay, expected.asset, expected.entryDay])
      #expect(trade.entryPrice == expected.entryPrice)
      #expect(trade.exitPrice == expected.exitPrice || (trade.exitPrice.isNaN && expected.exitPrice.isNaN))
      #expect(trade.isLong == (expected.quantity > 0))
      #expect(reference.calendarDays(trade.entryDay, trade.exitDay) == expected.duration)
    }
  }

  @Test(arguments: ReferenceCase.names, Run.variants) func `every day's margin is the reference's`(
    _ name: String, _ variant: String
  ) throws {
    let reference = try ReferenceCase(name)
    let run = try Run(reference.input(Double.self), variant)
    #expect(OutputComparison.of(run.margin, with: reference.margin, Self.tolerance).first == nil)
  }

  @Test(arguments: ReferenceCase.names, Run.variants)
  func `Float32 panels are rounded once, and everything after is Float64`(_ name: String, _ variant: String) throws {
    let narrow = try ReferenceCase(name).input(Float.self)
    let wide = try TrackingInput(
      weights: narrow.weights.converted(to: Double.self), prices: narrow.prices.converted(to: Double.self),
      costs: (0..<narrow.costs.count).map { narrow.costs[$0] },
      dates: (0..<narrow.dates.count).map { Day(number: narrow.dates[$0]) }, capital: narrow.capital)
    #expect(try same(Run(narrow, variant), Run(wide, variant)))
  }

  /// Differences of prices lose what the rounding of each of them, 6e-8, leaves: money to 1e-4 of the trades' values.
  @Test(arguments: ReferenceCase.names, Run.variants) func `Float32 panels give the same trades and money to 0.02 %`(
    _ name: String, _ variant: String
  ) throws {
    let reference = try ReferenceCase(name)
    let run = try Run(reference.input(Float.self), variant)
    for (statistic, value) in run.statistics.named where !Self.isUnknown(statistic, in: name) {
      let expected = try #require(reference.statistics[statistic])
      let isCount = statistic.hasSuffix("_trades") || statistic.contains("_num_") || statistic.contains("duration")
      let agreement = isCount ? Self.tolerance : .within(relative: 2e-4, absolute: 0.01)
      #expect(OutputComparison.of(value, with: expected, agreement).first == nil, "\(statistic)")
    }
  }
}
