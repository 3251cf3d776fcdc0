import CTickmarkVector

/// One day of one tile: sixteen weights and prices, and what they make of each asset.
struct TileDay {
  typealias Row = SIMD16<Double>
  /// A bit a lane, the first lowest.
  typealias Lanes = UInt16

  /// Lanes past the last asset are 0: their gaps would count as weights.
  let weight: Row
  let price: Row
  private let size: Row
  private let capital: Double

  /// - Parameter present: the lanes that hold assets: all sixteen in every tile but the last.
  @inline(__always) init(weight: Row, price: Row, present: Lanes, capital: Double) {
    self.weight = tickmark_choose16(present, weight, Row(repeating: 0))
    self.price = price
    self.capital = capital
    size = tickmark_absolute16(self.weight)
  }

  /// The lanes whose quantity is above the smallest position.
  ///
  /// A product settles all but the quantities within a factor 2 of the limit; only a row with such a quantity needs the
  /// division of the rule.
  var targets: Lanes {
    let value = size * capital
    let priced = tickmark_above16(price, Row(repeating: 0))
    let surely = tickmark_above16(value, price * (2 * Target.smallestPosition)) & priced
    let possibly = tickmark_above16(value, price * (0.5 * Target.smallestPosition)) & priced
    return surely == possibly ? surely : exactTargets
  }

  private var exactTargets: Lanes {
    (0..<16).reduce(0) { targets, lane in
      let holds = Target.holds(weight: weight[lane], price: price[lane], capital: capital)
      return holds ? targets | 1 << Lanes(lane) : targets
    }
  }

  /// At half of the price where the quantity would be the smallest position, it is surely above, however it is rounded.
  var safePrices: Row { size * (capital / (2 * Target.smallestPosition)) }

  /// The lanes whose weight is not 0; a gap is not 0.
  var active: Lanes { tickmark_differ16(weight, Row(repeating: 0)) }

  /// The lanes whose weight is a number.
  var weighed: Lanes { ~tickmark_differ16(weight, weight) }

  /// Σ |w| over the targets.
  func margin(_ targets: Lanes) -> Double { tickmark_choose16(targets, size, Row(repeating: 0)).sumInHalves }
}
