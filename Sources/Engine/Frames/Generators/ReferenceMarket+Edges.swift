extension ReferenceMarket {
  /// The reference's edge cases (`poke_edges`): late listing, delisting, 1 % isolated gaps, a zero and a negative price,
  /// a position that flips and is resized, a weight on day 0, and weights too small for a share.
  @_specialize(where Element == Float) @_specialize(where Element == Double)
  public static func edges<Element: PanelElement>(
    prices: Panel<Element>, weights: Panel<Element>, seed: UInt64
  ) -> (prices: Panel<Element>, weights: Panel<Element>) {
    precondition(prices.days == weights.days && prices.assets == weights.assets, "prices and weights of one shape")
    var prices = MutablePanel(copying: prices)
    var weights = MutablePanel(copying: weights)
    let (days, assets) = (prices.days, prices.assets)
    if assets > 0 { for day in 0..<days / 5 { prices[day, 0] = .nan } }
    if assets > 1 { for day in (days - days / 5)..<days { prices[day, 1] = .nan } }
    for day in 0..<days {
      for asset in 2..<max(assets, 2) where SplitMix.unit(seed: seed &+ 9, day * assets + asset) < 0.01 {
        prices[day, asset] = .nan
      }
    }
    guard days > 0 else { return (Panel(prices), Panel(weights)) }
    if assets > 2 { prices[days / 2, 2] = 0 }
    if assets > 3 { prices[days / 3, 3] = -1 }
    if assets > 4 {
      for day in (days / 4)..<(days / 2) { weights[day, 4] = Element(0.1) }
      for day in (days / 2)..<(3 * days / 4) { weights[day, 4] = Element(-0.1) }
      for day in (3 * days / 4)..<days { weights[day, 4] = Element(0.25) }
    }
    if assets > 5 { weights[0, 5] = Element(0.05) }
    if assets > 6 { for day in 0..<days { weights[day, 6] = Element(1e-12) } }
    return (Panel(prices), Panel(weights))
  }
}
