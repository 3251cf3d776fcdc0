/// What a portfolio is made of: expected returns, their covariance, and what its weights may be.
///
/// - Shape: `n` expected returns and covariances, a lower and an upper bound an asset.
/// - Units: returns and standard deviations of one period; weights are fractions of the capital and sum to 1.
public struct PortfolioProblem: Sendable {
  public private(set) var expectedReturns: [Double] = []
  public private(set) var covariance: PortfolioCovariance
  public let limits: PortfolioLimits

  public var assets: Int { covariance.count }

  /// - Throws: where shapes differ or an expected return is not finite.
  /// - Complexity: O(n)
  public init(
    expectedReturns: [Double], covariance: PortfolioCovariance, limits: PortfolioLimits
  ) throws(PortfolioError) {
    guard covariance.count > 0 else { throw .noAssets }
    guard limits.assets == covariance.count else {
      throw .mismatched("bounds", count: limits.assets, expected: covariance.count)
    }
    self.covariance = covariance
    self.limits = limits
    try expect(expectedReturns)
  }

  /// Expects other returns of the same assets.
  ///
  /// - Throws: as `init`; the problem is as it was then.
  public mutating func expect(_ returns: [Double]) throws(PortfolioError) {
    guard returns.count == assets else {
      throw .mismatched("expected returns", count: returns.count, expected: assets)
    }
    if let asset = returns.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite("expected return", asset: asset, other: nil)
    }
    expectedReturns = returns
  }

  /// Goes on with another estimate of the same assets' covariance.
  ///
  /// - Throws: `.mismatched`; the problem is as it was then.
  public mutating func estimate(_ covariance: PortfolioCovariance) throws(PortfolioError) {
    guard covariance.count == assets else {
      throw .mismatched("covariances", count: covariance.count, expected: assets)
    }
    self.covariance = covariance
  }
}
