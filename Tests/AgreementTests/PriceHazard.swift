import TickmarkFrames

/// What makes prices awkward.
enum PriceHazard: String, CaseIterable, Sendable {
  case walk, constant, stretches, rising, offset, ticks, zeroAndNegative, tiny, huge
  case firstGap, lastGap, isolatedGaps, longGaps, noPrices, infinities
  /// Another hazard for each asset, so that the lanes of one tile differ.
  case mixed

  func panel<Element: PanelElement>(_ shape: Shape, seed: UInt64) -> Panel<Element> {
    let walk: Panel<Double> = ReferenceMarket.prices(days: shape.days, assets: shape.assets, seed: seed)
    return Panel(days: shape.days, assets: shape.assets) { day, asset in
      let kind = self == .mixed ? Self.allCases[(asset + Int(seed)) % (Self.allCases.count - 1)] : self
      let chance = SplitMix.unit(seed: seed &+ 7, day * shape.assets + asset)
      return Element(kind.price(walk[day, asset], day: day, days: shape.days, asset: asset, chance: chance))
    }
  }

  private func price(_ walk: Double, day: Int, days: Int, asset: Int, chance: Double) -> Double {
    switch self {
    case .walk, .mixed: walk
    case .constant: 0.1 + Double(asset)
    case .stretches: chance < 0.05 || day % 60 < 20 ? walk : 100.1
    case .rising: 100 + Double(day) * Double(asset % 2 == 0 ? 1 : -1)
    case .offset: 1e9 + walk
    case .ticks: 50 + (chance * 3).rounded(.down) * 0.01
    case .zeroAndNegative: chance < 0.1 ? 0 : chance < 0.15 ? -0.0 : chance < 0.3 ? -walk : walk
    case .tiny: walk * 1e-300
    case .huge: chance < 0.1 ? walk : chance < 0.2 ? 1e308 : walk * 1e155
    case .firstGap: day == 0 ? .nan : walk
    case .lastGap: day == days - 1 ? .nan : walk
    case .isolatedGaps: chance < 0.08 ? .nan : walk
    case .longGaps: (day + asset) % 40 < 22 ? .nan : walk
    case .noPrices: .nan
    case .infinities: chance < 0.05 ? .infinity : chance < 0.1 ? -.infinity : walk
    }
  }
}
