/// Prices, weights and costs that the reference generator `genlib.py` makes too, bit for bit.
///
/// Everything is computed in `Double` with + − · / in the reference's order, and rounded once to the panel's element.
public enum ReferenceMarket {
  /// Random walks of uniform moves.
  ///
  ///     price[0, a] = 20 + 180 · u(seed, a)
  ///     price[d, a] = price[d−1, a] · (1 + 0.04 · (u(seed + 1, (d−1) · assets + a) − 0.5))
  ///
  /// - Complexity: O(`days` · `assets`), no memory but the panel.
  @_specialize(where Element == Float) @_specialize(where Element == Double)
  public static func prices<Element: PanelElement>(
    days: Int, assets: Int, seed: UInt64, as: Element.Type = Element.self
  ) -> Panel<Element> {
    var panel = MutablePanel<Element>(days: days, assets: assets)
    guard days > 0 else { return Panel(panel) }
    // A tile at a time: sixteen independent walks hide the latency of one.
    for first in stride(from: 0, to: assets, by: Panel<Element>.lanes) {
      let lanes = min(Panel<Element>.lanes, assets - first)
      var price = SIMD16<Double>(repeating: 0)
      for lane in 0..<lanes {
        price[lane] = 20.0 + 180.0 * SplitMix.unit(seed: seed, first + lane)
        panel[0, first + lane] = Element(price[lane])
      }
      for day in 1..<max(days, 1) {
        let start = (day - 1) * assets + first
        for lane in 0..<lanes {
          price[lane] *= 1.0 + 0.04 * (SplitMix.unit(seed: seed &+ 1, start + lane) - 0.5)
          panel[day, first + lane] = Element(price[lane])
        }
      }
    }
    return Panel(panel)
  }

  /// Equal weights, a tenth or so of them short, decided anew every `every` days.
  ///
  /// On a rebalancing day each asset is held with probability `holding` and, if held, short with probability `short`; its
  /// weight is ±1 / assets held. A row holds the last target decided *before* its day; row 0 is all zeros.
  @_specialize(where Element == Float) @_specialize(where Element == Double)
  public static func weightsMonthly<Element: PanelElement>(
    days: Int, assets: Int, seed: UInt64, every: Int = 21, holding: Double = 0.3, short: Double = 0.2,
    as: Element.Type = Element.self
  ) -> Panel<Element> {
    panel(days, assets, MonthlyWeights(assets: assets, seed: seed, every: every, holding: holding, short: short))
  }

  /// Every asset every day: `u / Σu`, summed from left to right.
  @_specialize(where Element == Float) @_specialize(where Element == Double)
  public static func weightsDense<Element: PanelElement>(
    days: Int, assets: Int, seed: UInt64, as: Element.Type = Element.self
  ) -> Panel<Element> {
    panel(days, assets, DenseWeights(seed: seed))
  }

  @inline(__always)
  private static func panel<Element: PanelElement>(
    _ days: Int, _ assets: Int, _ weights: some WeightRows
  ) -> Panel<Element> {
    var panel = MutablePanel<Element>(days: days, assets: assets)
    var weights = weights
    var row = [Double](repeating: 0, count: assets)
    for day in 0..<days {
      weights.fill(&row, day: day)
      for asset in 0..<assets { panel[day, asset] = Element(row[asset]) }
    }
    return Panel(panel)
  }

  /// Each day's trading cost as a fraction of the portfolio: `Σ |weight[d] − weight[d−1]| · basisPoints / 10⁴`, summed
  /// from left to right; day 0 costs nothing.
  @_specialize(where Element == Float) @_specialize(where Element == Double)
  public static func costs<Element: PanelElement>(of weights: Panel<Element>, basisPoints: Double = 5) -> [Double] {
    var costs = [Double](repeating: 0, count: weights.days)
    for day in 1..<max(weights.days, 1) {
      var turnover = 0.0
      for asset in 0..<weights.assets {
        turnover += (Double(weights[day, asset]) - Double(weights[day - 1, asset])).magnitude
      }
      costs[day] = turnover * (basisPoints / 10_000.0)
    }
    return costs
  }

  /// The costs of `weightsMonthly` in full precision, without its panel.
  public static func costsMonthly(
    days: Int, assets: Int, seed: UInt64, every: Int = 21, holding: Double = 0.3, short: Double = 0.2,
    basisPoints: Double = 5
  ) -> [Double] {
    costs(
      days, assets, MonthlyWeights(assets: assets, seed: seed, every: every, holding: holding, short: short),
      basisPoints)
  }

  /// The costs of `weightsDense` in full precision, without its panel.
  public static func costsDense(days: Int, assets: Int, seed: UInt64, basisPoints: Double = 5) -> [Double] {
    costs(days, assets, DenseWeights(seed: seed), basisPoints)
  }

  private static func costs(
    _ days: Int, _ assets: Int, _ weights: some WeightRows, _ basisPoints: Double
  ) -> [Double] {
    var weights = weights
    var costs = [Double](repeating: 0, count: days)
    var previous = [Double](repeating: 0, count: assets)
    var current = previous
    for day in 0..<days {
      weights.fill(&current, day: day)
      if day > 0 {
        var turnover = 0.0
        for asset in 0..<assets { turnover += (current[asset] - previous[asset]).magnitude }
        costs[day] = turnover * (basisPoints / 10_000.0)
      }
      swap(&previous, &current)
    }
    return costs
  }

  /// Consecutive days from Monday to Friday, from Thursday 2015-01-01 on.
  public static func businessDays(_ count: Int) -> [Day] {
    let start = 16_436  // 2015-01-01, three weekdays into its week
    return (0..<count).map { index in
      let weekday = index + 3
      return Day(number: Int32(start - 3 + weekday / 5 * 7 + weekday % 5))
    }
  }
}

/// Weights row after row, so that no table of them need exist.
private protocol WeightRows {
  /// Fills the row of `day`; days come in order from 0.
  mutating func fill(_ row: inout [Double], day: Int)
}

private struct MonthlyWeights: WeightRows {
  let seed: UInt64
  let every: Int
  let holding: Double
  let short: Double
  private var target: [Double]
  private var rebalances = 0

  init(assets: Int, seed: UInt64, every: Int, holding: Double, short: Double) {
    precondition(every > 0, "a rebalance every day or more seldom")
    (self.seed, self.every, self.holding, self.short) = (seed, every, holding, short)
    target = Array(repeating: 0, count: assets)
  }

  mutating func fill(_ row: inout [Double], day: Int) {
    for asset in row.indices { row[asset] = target[asset] }
    guard day % every == 0 else { return }
    let start = rebalances * row.count
    rebalances += 1
    let isHeld = row.indices.map { SplitMix.unit(seed: seed &+ 2, start + $0) < holding }
    let held = Double(max(isHeld.count { $0 }, 1))
    for asset in row.indices {
      let side = SplitMix.unit(seed: seed &+ 3, start + asset) < short ? -1.0 : 1.0
      target[asset] = isHeld[asset] ? side / held : 0
    }
  }
}

private struct DenseWeights: WeightRows {
  let seed: UInt64

  func fill(_ row: inout [Double], day: Int) {
    var sum = 0.0
    for asset in row.indices {
      row[asset] = SplitMix.unit(seed: seed &+ 4, day * row.count + asset)
      sum += row[asset]
    }
    for asset in row.indices { row[asset] /= sum }
  }
}
