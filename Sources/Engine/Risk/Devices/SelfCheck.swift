import TickmarkAgreement
import TickmarkFrames

/// A small answer held against the reference, before a variant is trusted with a large one.
enum SelfCheck {
  /// - Returns: what is wrong; nil where all is well.
  static func covariance(_ body: Covariance<Float>.Body) -> String? {
    // More than a tile, and neither dimension a multiple of one.
    guard let input = try? CovarianceInput(returns: returns(days: 67, assets: 37)) else { return "no input" }
    var workspace = CovarianceWorkspace<Float>(days: 67, assets: 37)
    var reference = CovarianceWorkspace<Float>(days: 67, assets: 37)
    if let error = body(input, &workspace) { return "\(error)" }
    _ = Covariance.scalar.body(input, &reference)
    let comparison = OutputComparison.of(workspace.values, with: reference.values, Covariance<Float>.agreement)
    return comparison.first.map { "its self-check disagrees with scalar \($0)" }
  }

  static func factorReturns(_ body: FactorReturns<Float>.Body) -> String? {
    let loadings = Matrix<Float>(rows: 5, columns: 37) { Float(SplitMix.unit(seed: 12, $0 * 37 + $1) - 0.5) }
    guard let input = try? FactorInput(returns: returns(days: 67, assets: 37), loadings: loadings) else {
      return "no input"
    }
    var workspace = FactorWorkspace<Float>(days: 67, assets: 37, factors: 5)
    var reference = FactorWorkspace<Float>(days: 67, assets: 37, factors: 5)
    if let error = body(input, &workspace) { return "\(error)" }
    _ = FactorReturns.scalar.body(input, &reference)
    let comparison = OutputComparison.of(
      workspace.values(of: input), with: reference.values(of: input), FactorReturns<Float>.agreement)
    return comparison.first.map { "its self-check disagrees with scalar \($0)" }
  }

  /// Returns of any sort, the same every time.
  static func returns(days: Int, assets: Int) -> Panel<Float> {
    Panel(days: days, assets: assets) { Float(SplitMix.unit(seed: 11, $0 * assets + $1) - 0.48) / 25 }
  }
}
