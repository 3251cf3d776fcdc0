import TickmarkAgreement
import TickmarkFrames
import TickmarkRisk
import Testing

@Suite struct FactorReturnsTests {
  static let variants = ["scalar", "simd", "blas"]

  @Test(arguments: variants) func `numpy gives the same factor returns and the same covariance of them`(
    _ variant: String
  ) throws {
    let reference = try Reference.read()
    let input = try FactorInput<Double>(returns: Reference.returns(), loadings: Reference.loadings())
    var workspace = FactorWorkspace<Double>(days: Reference.days, assets: Reference.assets, factors: Reference.factors)
    _ = try #require(FactorReturns<Double>.variants.named(variant)).body(input, &workspace)
    for place in reference.factorReturns.indices {
      let (day, factor) = (place / Reference.factors, place % Reference.factors)
      #expect(abs(workspace.factorReturns.copied()[day, factor] - reference.factorReturns[place]) < 1e-15)
    }
    let truth = Matrix<Double>(rows: Reference.factors, columns: Reference.factors) {
      reference.factorCovariance[$0 * Reference.factors + $1]
    }
    #expect(largestError(try covariance(workspace.panel), truth) < 1e-12)
  }

  @Test(arguments: Sample.shapes) func `every variant agrees with the reference at every shape`(
    _ days: Int, _ assets: Int
  ) throws {
    for factors in [1, 2, 7] {
      let loadings = Matrix<Float>(rows: factors, columns: assets) { Float($0 * 3 - $1 % 5) }
      let input = try FactorInput<Float>(returns: Sample.returns(days: days, assets: assets), loadings: loadings)
      var workspace = FactorWorkspace<Float>(days: days, assets: assets, factors: factors)
      _ = FactorReturns<Float>.scalar.body(input, &workspace)
      let truth = workspace.values(of: input)
      for variant in FactorReturns<Float>.variants where variant.name != "cuda" {
        // New, so that no variant passes with what another one left.
        workspace = FactorWorkspace<Float>(days: days, assets: assets, factors: factors)
        _ = variant.body(input, &workspace)
        let comparison = OutputComparison.of(workspace.values(of: input), with: truth, FactorReturns<Float>.agreement)
        #expect(comparison.first == nil, "\(variant.name) \(factors) factors")
      }
    }
  }

  @Test func `loadings that do not fit are refused`() {
    let returns: Panel<Float> = Sample.returns(days: 4, assets: 3)
    let narrow = Matrix<Float>(rows: 2, columns: 2) { _, _ in 1 }
    let torn = Matrix<Float>(rows: 2, columns: 3) { $0 == 1 && $1 == 2 ? .nan : 1 }
    #expect(throws: RiskError.mismatchedLoadings(assets: 3, columns: 2)) {
      try FactorInput(returns: returns, loadings: narrow)
    }
    #expect(throws: RiskError.badLoading(factor: 1, asset: 2)) { try FactorInput(returns: returns, loadings: torn) }
    #expect(throws: RiskError.noFactors) {
      try FactorInput(returns: returns, loadings: Matrix<Float>(rows: 0, columns: 3) { _, _ in 1 })
    }
  }
}
