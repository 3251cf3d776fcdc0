extension PortfolioCovariance {
  /// The covariance itself where it is positive semidefinite but for rounding; else the nearest that is so among those with a share
  /// of each variance added.
  ///
  /// Estimates from pairwise complete data, and numbers rounded in files, can be slightly indefinite: there are weights with a
  /// negative variance, and no bound on what others could reach.
  ///
  /// - Returns: and the share: 0, or a power of ten up to 0.01.
  /// - Throws: `.indefinite` where that does not suffice.
  /// - Complexity: O(n³) a power of ten
  public func repaired() throws(PortfolioError) -> (covariance: PortfolioCovariance, ridge: Double) {
    // What a semidefinite matrix of rank below n needs to have a factor in spite of rounding.
    if isFactored(with: Double(count) * 1e-13) { return (self, 0) }
    var ridge = 1e-10
    while ridge < Self.largestRepair {
      if isFactored(with: ridge) {
        let matrix = Matrix<Double>(rows: count, columns: count) {
          self.matrix[$0, $1] * ($0 == $1 ? 1 + ridge : 1)
        }
        return (try PortfolioCovariance(matrix), ridge)
      }
      ridge *= 10
    }
    throw .indefinite(ridge: Self.largestRepair)
  }

  private static let largestRepair = 0.011

  private func isFactored(with ridge: Double) -> Bool {
    var factor = FreeFactor()
    for asset in 0..<count where variance(asset) > 0 {
      guard factor.append(asset, row: row(asset), variance: variance(asset) * (1 + ridge), tolerance: 0) else {
        return false
      }
    }
    // An asset without variance has no covariances either.
    return (0..<count).allSatisfy { asset in
      variance(asset) > 0 || (0..<count).allSatisfy { matrix[asset, $0] == 0 }
    }
  }
}
