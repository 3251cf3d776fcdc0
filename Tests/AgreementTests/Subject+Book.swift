import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames

/// The settings of a book, each of its choices made at least once.
enum BookSetting: String, CaseIterable, Sendable {
  case closeReinvest, openReinvest, openFixedLeg, closeFixed, openReinvestLeg, closeChanges, openChanges, openChangesLeg

  func rules() throws(BacktestError) -> BookRules {
    switch self {
    case .closeReinvest: try BookRules(cost: .commission())
    case .openReinvest: try BookRules(timing: .nextBarOpen, cost: .commission())
    case .openFixedLeg: try BookRules(allocation: .fixed, timing: .nextBarOpen, carry: .leg, cost: .basisPoints(10))
    case .closeFixed: try BookRules(allocation: .fixed)
    case .openReinvestLeg: try BookRules(timing: .nextBarOpen, carry: .leg, cost: .commission(minimum: 5))
    case .closeChanges: try BookRules(scope: .changes, cost: .commission())
    case .openChanges: try BookRules(allocation: .fixed, timing: .nextBarOpen, scope: .changes)
    case .openChangesLeg: try BookRules(timing: .nextBarOpen, carry: .leg, scope: .changes, cost: .basisPoints(10))
    }
  }
}

extension Subject {
  static func book<Element: PanelElement>(_: Element.Type) -> Subject {
    let inputs = WeightHazard.allCases.flatMap { weights in PriceHazard.allCases.map { (weights, $0) } }
    let variants = Book<Element>.variants
    return Subject(
      name: "book of \(Element.self)", variants: variants.map(\.name),
      // Around a tile of 16 assets, a group of 128, and blocks of 64 days.
      shapes: [(1, 0), (1, 1), (2, 17), (30, 15), (15, 16), (14, 33), (129, 3), (3, 145), (260, 1)].map {
        Shape(days: $0.0, assets: $0.1)
      },
      hazards: inputs.map { "\($0) weights, \($1) prices" }
    ) { hazard, shape, seed in
      let (weightHazard, priceHazard) = inputs[hazard]
      // The shapes take the settings in turn, beginning elsewhere for each hazard.
      let setting = BookSetting.allCases[(hazard + shape.days + shape.assets) % BookSetting.allCases.count]
      let closes: Panel<Element> = priceHazard.panel(shape, seed: seed)
      let opens: Panel<Element> = (hazard % 2 == 0 ? priceHazard : .isolatedGaps).panel(shape, seed: seed &+ 5)
      let weights: Panel<Element> = weightHazard.panel(shape, prices: closes, seed: seed)
      let rebalances = (0..<shape.days).map { SplitMix.unit(seed: seed &+ 17, $0) < 0.2 }
      let input = try BookInput(
        weights: weights, closes: closes, opens: opens, dates: ReferenceMarket.businessDays(shape.days),
        rebalances: hazard % 3 == 0 ? nil : rebalances, rules: setting.rules())
      let outputs = variants.map { variant in
        var workspace = BookWorkspace(days: shape.days)
        let statistics = variant.body(input, &workspace)
        var forgetful = BookWorkspace(days: shape.days, record: .statistics)
        return BookOutput(statistics, workspace, withoutTrades: variant.body(input, &forgetful))
      }
      return outputs.map { OutputComparison.of($0, with: outputs[0], Book<Element>.agreement) }
    }
  }
}

/// The statistics with the days, fills and trades that they come from.
struct BookOutput: Agreeing {
  let statistics: BookStatistics
  /// Those of a run that keeps no trade.
  let withoutTrades: BookStatistics
  let nav: [Double]
  let cash: [Double]
  let grossValue: [Double]
  let fills: [Fill]
  let trades: [BookTrade]

  init(_ statistics: BookStatistics, _ workspace: borrowing BookWorkspace, withoutTrades: BookStatistics) {
    self.statistics = statistics
    self.withoutTrades = withoutTrades
    nav = (0..<workspace.days).map { workspace.nav[$0] }
    cash = (0..<workspace.days).map { workspace.cash[$0] }
    grossValue = (0..<workspace.days).map { workspace.grossValue[$0] }
    fills = (0..<workspace.fillCount).map { workspace[fill: $0] }
    trades = (0..<workspace.tradeCount).map { workspace[trade: $0] }
  }

  func compare(with reference: BookOutput, _ comparison: inout OutputComparison) {
    comparison.part(".nav") { nav.compare(with: reference.nav, &$0) }
    comparison.part(".cash") { cash.compare(with: reference.cash, &$0) }
    comparison.part(".grossValue") { grossValue.compare(with: reference.grossValue, &$0) }
    comparison.part(".fills") { $0.equal(fills.count, reference.fills.count) }
    for (index, (ours, theirs)) in zip(fills, reference.fills).enumerated() {
      comparison.part(".fills[\(index)]") { part in
        part.equal([ours.decisionDay, ours.day, ours.asset], [theirs.decisionDay, theirs.day, theirs.asset])
        for (our, their) in zip(ours.numbers, theirs.numbers) { part.value(our, their) }
      }
    }
    comparison.part(".trades") { $0.equal(trades.count, reference.trades.count) }
    for (index, (ours, theirs)) in zip(trades, reference.trades).enumerated() {
      comparison.part(".trades[\(index)]") { part in
        part.equal([ours.asset, ours.entryDay, ours.exitDay], [theirs.asset, theirs.entryDay, theirs.exitDay])
        for (our, their) in zip(ours.numbers, theirs.numbers) { part.value(our, their) }
      }
    }
    statistics.compare(with: reference.statistics, &comparison)
    comparison.part(".withoutTrades") { withoutTrades.compare(with: reference.statistics, &$0) }
  }
}

extension Fill {
  fileprivate var numbers: [Double] {
    [quantity, price, cashBefore, cashAfter, sharesBefore, sharesAfter, cost]
  }
}

extension BookTrade {
  fileprivate var numbers: [Double] { [quantity, entryPrice, exitPrice, entryCost, exitCost, highest, lowest] }
}
