extension ActiveSet {
  /// What pulls hardest the wrong way: an asset, or `assets` plus a row's number; nil at the optimum.
  func strongestPull(_ work: inout PortfolioWorkspace, _ step: Step) -> Int? {
    let scale = pull(&work, tightness: step.tightness)
    var strongest = Self.tolerance * scale
    var found: Int?
    for asset in 0..<assets where lower[asset] < upper[asset] {
      let pull = Self.wrongness(work.pulls[asset], at: work.places[asset])
      if pull > strongest { (strongest, found) = (pull, asset) }
    }
    for row in 0..<rows.count where !rows.isEquality(row) {
      let pull = Self.wrongness(work.multipliers[row], at: work.rowPlaces[row])
      if pull > strongest { (strongest, found) = (pull, assets + row) }
    }
    return found
  }

  /// A gradient that is smaller, in units of the largest, is 0.
  private static var tolerance: Double { 1e-12 }

  /// Sets the reduced gradients `μ − Σw·λ/σ − Aᵀy`; returns the largest gradient.
  func pull(_ work: inout PortfolioWorkspace, tightness: Double) -> Double {
    var scale = 0.0
    for asset in 0..<assets {
      let gradient = returns[asset] - tightness * work.product[asset]
      scale = max(scale, abs(gradient))
      work.pulls[asset] = gradient
    }
    for row in 0..<rows.count where work.multipliers[row] != 0 {
      VectorLoops.add(-work.multipliers[row], times: rows[row], to: &work.pulls)
    }
    return scale
  }

  /// By how much a gradient points off the bound that something is held to.
  static func wrongness(_ gradient: Double, at place: Place) -> Double {
    switch place {
    case .lower: gradient
    case .upper: -gradient
    case .free: 0
    }
  }
}
