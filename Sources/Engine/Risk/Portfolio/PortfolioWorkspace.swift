/// The last solution's weights and the memory that the next one needs.
///
/// A problem that is solved in the workspace of a similar one of as many assets and limits begins where that one ended: a *warm
/// start*. It ends at the same optimum, by other roundings.
public struct PortfolioWorkspace: Sendable {
  /// What the last call found.
  public internal(set) var weights: [Double] = []
  /// Σw, the ridge included.
  var product: [Double] = []
  var places: [Place] = []
  var rowPlaces: [Place] = []
  var factor = FreeFactor()
  /// What the factor belongs to.
  var factored: (covariance: PortfolioCovariance, ridge: Double)?
  var held = HeldRows()
  /// Multipliers of the limit rows.
  var multipliers: [Double] = []
  /// Reduced gradients, one an asset.
  var pulls: [Double] = []
  /// One entry a free asset each.
  var risks: [Double] = []
  var gains: [Double] = []
  var direction: [Double] = []
  /// One entry a held row each.
  var riskMultipliers: [Double] = []
  var gainMultipliers: [Double] = []

  public init() {}

  /// Makes the next start a cold one.
  public mutating func forget() {
    places.removeAll(keepingCapacity: true)
    factored = nil
  }

  mutating func prepare(assets: Int, rows: Int) {
    if pulls.count != assets {
      (pulls, risks, gains, direction) = (zeros(assets), zeros(assets), zeros(assets), zeros(assets))
      (weights, product) = (zeros(assets), zeros(assets))
    }
    if multipliers.count != rows {
      (multipliers, riskMultipliers, gainMultipliers) = (zeros(rows), zeros(rows), zeros(rows))
    }
    held.prepare(assets: assets, rows: rows)
  }

  private func zeros(_ count: Int) -> [Double] { Array(repeating: 0, count: count) }
}
