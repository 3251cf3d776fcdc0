extension ActiveSet {
  /// Begins where the workspace's last solution ended.
  ///
  /// - Returns: whether that satisfies the limits.
  func begin(warm work: inout PortfolioWorkspace) -> Bool {
    guard work.places.count == assets, work.rowPlaces.count == rows.count else { return false }
    for asset in 0..<assets {
      let (bound, place) =
        work.places[asset] == .free
        ? (min(max(work.weights[asset], lower[asset]), upper[asset]), Place.free)
        : work.places[asset] == .lower ? (lower[asset], .lower) : (upper[asset], .upper)
      if work.weights[asset] != bound { work.factored = nil }
      (work.weights[asset], work.places[asset]) = (bound, place)
    }
    for row in 0..<rows.count {
      let sum = VectorLoops.dot(rows[row], work.weights.span)
      let tolerance = PortfolioLimits.tolerance
      switch work.rowPlaces[row] {
      case .lower where abs(sum - rows.lower[row]) > tolerance: return false
      case .upper where abs(sum - rows.upper[row]) > tolerance: return false
      case .free where sum < rows.lower[row] - tolerance || sum > rows.upper[row] + tolerance: return false
      default: continue
      }
    }
    return true
  }

  /// Makes factor and product those of the free assets, unless they are.
  ///
  /// - Returns: false where a free asset's variance is explained by others.
  func factor(_ work: inout PortfolioWorkspace) -> Bool {
    if let factored = work.factored, factored.ridge == ridge, factored.covariance.isSame(as: covariance) { return true }
    work.factored = nil
    work.factor.removeAll()
    for asset in 0..<assets { work.product[asset] = 0 }
    for asset in 0..<assets where work.weights[asset] != 0 {
      work.product[asset] += extra(asset) * work.weights[asset]
      VectorLoops.add(work.weights[asset], times: covariance.row(asset), to: &work.product)
    }
    for asset in 0..<assets where work.places[asset] == .free {
      guard free(asset, &work) else { return false }
    }
    work.factored = (covariance, ridge)
    return true
  }

  /// Gives what rounding made weights miss of 1 to a free asset, if one has room for it.
  func spread(_ work: inout PortfolioWorkspace) {
    let missing = 1 - work.weights.reduce(0, +)
    guard missing != 0 else { return }
    for asset in work.factor.assets {
      let weight = work.weights[asset] + missing
      guard weight >= lower[asset], weight <= upper[asset] else { continue }
      work.weights[asset] = weight
      return
    }
  }
}
