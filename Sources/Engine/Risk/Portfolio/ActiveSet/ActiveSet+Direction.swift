extension ActiveSet {
  struct Step {
    /// How much of the direction leads to the best weights; infinite where they lie beyond all bounds.
    var length = 1.0
    /// λ/σ there.
    var tightness = 0.0
  }

  /// Sets the direction to the best free weights, and the multipliers of the held rows there.
  func direct(_ work: inout PortfolioWorkspace) -> Step {
    let count = work.factor.count
    hold(&work)
    for position in 0..<count {
      let asset = work.factor.assets[position]
      work.risks[position] = work.product[asset]
      work.gains[position] = returns[asset]
    }
    work.factor.forward(&work.risks)
    work.factor.forward(&work.gains)
    work.held.project(&work.risks, free: count, multipliers: &work.riskMultipliers)
    work.held.project(&work.gains, free: count, multipliers: &work.gainMultipliers)
    let step = solve(&work, count)
    work.factor.backward(&work.direction)
    for row in work.multipliers.indices { work.multipliers[row] = 0 }
    for (place, row) in work.held.rows.enumerated() {
      work.multipliers[row] = work.gainMultipliers[place] - work.riskMultipliers[place] * step.tightness
    }
    return step
  }

  private func hold(_ work: inout PortfolioWorkspace) {
    work.held.prepare(assets: assets, rows: rows.count)
    for row in 0..<rows.count where work.rowPlaces[row] != .free {
      let factors = rows[row]
      for position in 0..<work.factor.count { work.direction[position] = factors[work.factor.assets[position]] }
      work.factor.forward(&work.direction)
      work.held.append(row, &work.direction, free: work.factor.count)
    }
  }

  /// Chooses between the risk that can be shed and the return that can be gained; both are orthogonal.
  private func solve(_ work: inout PortfolioWorkspace, _ count: Int) -> Step {
    let variance = VectorLoops.dot(work.weights.span, work.product.span)
    let least = max(variance - VectorLoops.square(work.risks, count), 0)
    let room = aversion * aversion - VectorLoops.square(work.gains, count)
    guard room > Self.parallel * aversion * aversion else {
      for position in 0..<count { work.direction[position] = work.gains[position] }
      return Step(length: .infinity)
    }
    let gain = (least / room).squareRoot()
    for position in 0..<count { work.direction[position] = gain * work.gains[position] - work.risks[position] }
    return Step(tightness: gain > 0 ? 1 / gain : 0)
  }

  /// Where return grows as fast as λ times risk but for rounding, it goes on until a bound.
  private static var parallel: Double { 1e-14 }
}
