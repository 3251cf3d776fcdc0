import TickmarkFrames

/// What makes target weights awkward.
enum WeightHazard: String, CaseIterable, Sendable {
  case monthly, dense, restless, flips, beyondOne, gaps, tiny, infinities, firstDay, lastDay, none
  /// Another hazard for each asset, so that the lanes of one tile differ.
  case mixed

  func panel<Element: PanelElement>(_ shape: Shape, prices: Panel<Element>, seed: UInt64) -> Panel<Element> {
    let monthly: Panel<Double> = ReferenceMarket.weightsMonthly(
      days: shape.days, assets: shape.assets, seed: seed, every: 5)
    return Panel(days: shape.days, assets: shape.assets) { day, asset in
      let kind = self == .mixed ? Self.allCases[(asset + Int(seed)) % (Self.allCases.count - 1)] : self
      let chance = SplitMix.unit(seed: seed &+ 11, day * shape.assets + asset)
      let monthly = monthly[day, asset]
      let price = Double(prices[day, asset])
      return Element(kind.weight(monthly, day: day, days: shape.days, price: price, chance: chance))
    }
  }

  private func weight(_ monthly: Double, day: Int, days: Int, price: Double, chance: Double) -> Double {
    switch self {
    case .monthly, .mixed: monthly
    case .dense: 0.01 + chance
    case .restless: chance < 0.4 ? 0 : chance - 0.7
    case .flips: day % 3 == 0 ? 0.1 : day % 3 == 1 ? -0.1 : -0.0
    case .beyondOne: monthly * 40
    case .gaps: chance < 0.2 ? .nan : monthly
    // Around the smallest position, 1e-6 shares: from a quarter to four times as much, and exactly there.
    case .tiny: chance < 0.2 ? 1e-6 * price / 1e5 : (chance < 0.5 ? -1 : 1) * 1e-6 * price / 1e5 * (0.25 + 4 * chance)
    case .infinities: chance < 0.1 ? .infinity : chance < 0.2 ? -.infinity : monthly
    case .firstDay: day == 0 ? 0.2 : 0
    case .lastDay: day == days - 1 ? -0.2 : 0
    case .none: 0
    }
  }
}
