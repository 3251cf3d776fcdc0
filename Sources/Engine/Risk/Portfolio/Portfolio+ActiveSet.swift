public import TickmarkAgreement

extension Portfolio {
  /// Exact: works on the assets that are at neither bound, in closed form.
  public static var activeSet: Variant<Body> {
    Variant("activeSet", Body(climb: climbActively))
  }

  /// What is added to variances, where the covariance alone is singular on the free assets; the certificate stands against the
  /// covariance without it.
  private static let ridges = [0, 1e-12, 1e-10, 1e-8, 1e-6]

  @Sendable static func climbActively(
    _ climb: Climb, _ work: inout PortfolioWorkspace
  ) throws(PortfolioError) -> Climb.Effort {
    var effort = Climb.Effort()
    work.prepare(assets: climb.assets, rows: climb.rows.count)
    if climb.start != nil || !ActiveSet(climb, ridge: 0).begin(warm: &work) { climb.begin(&work) }
    for ridge in ridges {
      effort.ridge = ridge
      let set = ActiveSet(climb, ridge: ridge)
      guard set.factor(&work) else { continue }
      let outcome = set.climb(&work, steps: &effort.steps)
      if outcome != .singular {
        set.spread(&work)
        // The certificate leaves a product without ridge behind.
        if ridge > 0 || !climb.covariance.hasVariances { work.factored = nil }
        return effort
      }
      work.factored = nil
    }
    work.forget()
    throw .indefinite(ridge: ridges.last ?? 0)
  }
}

extension ActiveSet {
  init(_ climb: Climb, ridge: Double) {
    returns = climb.returns
    covariance = climb.covariance
    lower = climb.limits.lower
    upper = climb.limits.upper
    rows = climb.rows
    aversion = climb.covariance.largestVariance > 0 ? climb.aversion : 0
    self.ridge = ridge
  }
}
