import TickmarkAgreement
import TickmarkFrames
import TickmarkRisk
import Testing

@Suite struct CovarianceTests {
  static let variants = ["scalar", "simd", "blas"]
  static let rules: [CovarianceRule] = [.sample, .population, .exponential(halfLife: 10), .ledoitWolf]

  @Test(arguments: rules, variants) func `numpy, pandas and scikit-learn give the same matrix`(
    _ rule: CovarianceRule, _ variant: String
  ) throws {
    let reference = try Reference.read()
    let expected =
      switch rule {
      case .sample: reference.covariance
      case .population: reference.population
      case .exponential: reference.exponential
      case .ledoitWolf: reference.ledoitWolf
      }
    let truth = Matrix<Double>(rows: Reference.assets, columns: Reference.assets) {
      expected[$0 * Reference.assets + $1]
    }
    #expect(largestError(try covariance(Reference.returns(Double.self), rule, variant), truth) < 1e-12)
    #expect(largestError(try covariance(Reference.returns(Float.self), rule, variant), truth) < 1e-6)
  }

  @Test(arguments: variants) func `the shrinkage is scikit-learn's`(_ variant: String) throws {
    var workspace = CovarianceWorkspace<Double>(days: Reference.days, assets: Reference.assets)
    let input = try CovarianceInput(returns: Reference.returns(Double.self), rule: .ledoitWolf)
    _ = try #require(Covariance<Double>.variants.named(variant)).body(input, &workspace)
    #expect(abs(workspace.shrinkage - (try Reference.read().shrinkage)) < 1e-12)
  }

  @Test(arguments: Sample.shapes) func `every variant agrees with the reference at every shape`(
    _ days: Int, _ assets: Int
  ) throws {
    for rule in Self.rules {
      for mean in [0.0005, 1.0] {
        let returns: Panel<Float> = Sample.returns(days: days, assets: assets, mean: mean)
        let truth = try covariance(returns.converted(to: Double.self), rule)
        for variant in Self.variants {
          #expect(largestError(try covariance(returns, rule, variant), truth) < 1e-5, "\(variant) \(rule) \(mean)")
          let wide = try covariance(returns.converted(to: Double.self), rule, variant)
          #expect(largestError(wide, truth) < 1e-12, "\(variant) \(rule) \(mean) in Float64")
        }
      }
    }
  }

  @Test(arguments: variants) func `both halves are the same bits`(_ variant: String) throws {
    let matrix = try covariance(Sample.returns(days: 30, assets: 300, Float.self), .sample, variant)
    for row in 0..<300 {
      for column in 0..<row { #expect(matrix[row, column].bitPattern == matrix[column, row].bitPattern) }
    }
  }

  @Test(arguments: variants) func `a used workspace gives what a fresh one gives`(_ variant: String) throws {
    let body = try #require(Covariance<Float>.variants.named(variant)).body
    var workspace = CovarianceWorkspace<Float>(days: 20, assets: 35)
    for other in Self.variants {
      let before = try #require(Covariance<Float>.variants.named(other)).body
      let left = try CovarianceInput<Float>(
        returns: Sample.returns(days: 20, assets: 35, seed: 1), rule: .exponential(decay: 0.5))
      _ = before(left, &workspace)
      let returns: Panel<Float> = Sample.returns(days: 20, assets: 35, seed: 2)
      _ = body(try CovarianceInput(returns: returns), &workspace)
      #expect(largestError(workspace.covariance.copied(), try covariance(returns, .sample, variant)) == 0)
    }
  }

  @Test func `a covariance of twice the returns is four times as large`() throws {
    let returns: Panel<Double> = Sample.returns(days: 40, assets: 5)
    let doubled = Panel<Double>(days: 40, assets: 5) { 2 * returns[$0, $1] }
    let (once, twice) = (try covariance(returns), try covariance(doubled))
    for row in 0..<5 {
      for column in 0..<5 { #expect(abs(twice[row, column] - 4 * once[row, column]) < 1e-15) }
    }
  }

  @Test func `assets that never move have no covariance, and shrink to nothing`() throws {
    let still = Panel<Float>(days: 10, assets: 3) { _, _ in 0.25 }
    for variant in Self.variants {
      for rule in [CovarianceRule.sample, .ledoitWolf] {
        let matrix = try covariance(still, rule, variant)
        #expect((0..<9).allSatisfy { matrix[$0 / 3, $0 % 3] == 0 })
      }
    }
  }

  @Test func `a caller's count of OpenBLAS's threads is what it was`() async {
    // A process of its own: the count is the process's, and other tests use the library, too.
    await #expect(processExitsWith: .success) {
      OpenBLAS.threads = 2
      let before = OpenBLAS.threads
      _ = try covariance(Sample.returns(days: 30, assets: 20, Float.self), .sample, "blas")
      precondition(OpenBLAS.failure != nil || before == 2)
      precondition(OpenBLAS.threads == before, "\(OpenBLAS.threads) threads")
    }
  }

  @Test func `inputs without an answer are refused with the place`() {
    let returns: Panel<Float> = Sample.returns(days: 5, assets: 20)
    let torn = Panel<Float>(days: 5, assets: 20) { $0 == 3 && $1 == 17 ? .nan : returns[$0, $1] }
    let endless = Panel<Float>(days: 5, assets: 20) { $0 == 2 && $1 == 0 ? .infinity : returns[$0, $1] }
    #expect(throws: RiskError.gap(day: 3, asset: 17)) { try CovarianceInput(returns: torn) }
    #expect(throws: RiskError.gap(day: 2, asset: 0)) { try CovarianceInput(returns: endless) }
    #expect(throws: RiskError.tooFewDays(days: 1, needed: 2)) {
      try CovarianceInput(returns: Sample.returns(days: 1, assets: 2, Float.self))
    }
    #expect(throws: RiskError.noAssets) { try CovarianceInput(returns: Sample.returns(days: 3, assets: 0, Float.self)) }
    #expect(throws: RiskError.badDecay(1)) { try CovarianceInput(returns: returns, rule: .exponential(decay: 1)) }
    #expect(throws: RiskError.self) { try CovarianceInput(returns: returns, rule: .exponential(halfLife: -1)) }
  }

  @Test func `days with a gap are left out for all assets, or refused`() throws {
    let prices = Panel<Double>(days: 6, assets: 2) { $0 == 2 && $1 == 1 ? .nan : Double(10 + $0 + $1) }
    let returns = try Returns(prices: prices, kind: .log, gaps: .leaveOut)
    #expect(returns.days == [1, 4, 5] && returns.leftOut == 2)
    #expect(throws: RiskError.gap(day: 2, asset: 1)) { try Returns(prices: prices) }
  }
}
