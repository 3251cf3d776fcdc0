extension Climb {
  /// Begins cold: where `start` says, at weights that satisfy the groups or, without any, at the best weights if risk did not matter.
  func begin(_ work: inout PortfolioWorkspace) {
    let start = start ?? limits.start
    work.factored = nil
    work.weights = start.weights
    work.places = start.places
    work.rowPlaces = start.rowPlaces
    if self.start == nil, rows.count == 1 { fill(&work) }
  }

  /// Fills bounds in the order of expected returns.
  private func fill(_ work: inout PortfolioWorkspace) {
    var left = 1.0
    for asset in 0..<assets {
      work.weights[asset] = limits.lower[asset]
      work.places[asset] = .lower
      left -= limits.lower[asset]
    }
    for asset in (0..<assets).sorted(by: { returns[$0] > returns[$1] }) {
      let room = limits.upper[asset] - limits.lower[asset]
      if room <= left {
        work.weights[asset] = limits.upper[asset]
        work.places[asset] = .upper
        left -= room
      } else {
        work.weights[asset] += left
        work.places[asset] = .free
        return
      }
    }
  }
}
