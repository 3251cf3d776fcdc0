import TickmarkAgreement
import TickmarkFrames
import TickmarkRisk
import Testing

@Suite struct FactorScoresTests {
  static let variants = ["scalar", "simd"]

  private func scores<Element: PanelElement>(_ input: ScoreInput<Element>, _ variant: String) throws -> [Double] {
    var workspace = ScoreWorkspace(days: input.factors[0].days, assets: input.factors[0].assets)
    try #require(FactorScores<Element>.variants.named(variant)).body(input, &workspace)
    return workspace.results
  }

  @Test(arguments: variants) func `numpy and scipy give the same scores and ranks`(_ variant: String) throws {
    let reference = try Reference.read()
    let quantiles = try ScoreInput(
      factors: Reference.values, weights: Reference.weights, winsorising: .quantiles(share: 0.1))
    let results = try scores(quantiles, variant)
    for asset in 0..<Reference.assets {
      #expect(abs(results[asset] - reference.scores[asset]) < 1e-13)
      #expect(results[Reference.assets + asset] == reference.ranks[asset])
    }
    let robust = try ScoreInput(factors: Reference.values, weights: Reference.weights, winsorising: .deviations(1.5))
    let robustResults = try scores(robust, variant)
    for asset in 0..<Reference.assets { #expect(abs(robustResults[asset] - reference.robustScores[asset]) < 1e-13) }
  }

  @Test(
    arguments: [(1, 1), (3, 16), (2, 17), (4, 100)],
    [Winsorising.none, .quantiles(share: 0), .quantiles(share: 0.05), .deviations(2)])
  func `simd has the reference's bits, gaps, ties and infinities included`(
    _ shape: (days: Int, assets: Int), _ winsorising: Winsorising
  ) throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let factors = (0..<4).map { factor in
        Panel<Float>(days: shape.days, assets: shape.assets) { day, asset in
          let place = ((day * shape.assets) + asset) * 4 + factor
          switch SplitMix.unit(seed: seed, place) {
          case ..<0.05: return .nan
          case ..<0.07: return .infinity
          case ..<0.1: return -0.0
          default: return Float(Int(SplitMix.unit(seed: seed + 9, place) * 20) - 10)
          }
        }
      }
      let input = try ScoreInput(factors: factors, weights: [1, -0.5, 0.25, 0], winsorising: winsorising)
      let comparison = OutputComparison.of(
        try scores(input, "simd"), with: try scores(input, "scalar"), FactorScores<Float>.agreement)
      #expect(comparison.first == nil, "seed \(seed)")
    }
  }

  @Test(arguments: variants) func `ranks of a day sum to what as many places sum to`(_ variant: String) throws {
    let values = Panel<Float>(days: 1, assets: 50) { Float(($1 * 7) % 13) + 0 * Float($0) }
    let ranks = try scores(ScoreInput(factors: [values], weights: [1]), variant).suffix(50)
    #expect(ranks.reduce(0, +) == 50 * 51 / 2)
  }

  @Test(arguments: variants) func `an asset with a gap has no score, and the others' ranks close up`(
    _ variant: String
  ) throws {
    let values = Panel<Float>(days: 1, assets: 4) { $1 == 1 ? .nan : Float($1 + $0) }
    let results = try scores(ScoreInput(factors: [values], weights: [1], winsorising: .none), variant)
    #expect(results[1].isNaN && results[5].isNaN)
    #expect([results[4], results[6], results[7]] == [1, 2, 3])
  }

  @Test(arguments: variants) func `a factor that is the same for all says nothing`(_ variant: String) throws {
    let flat = Panel<Float>(days: 1, assets: 3) { _, _ in 0.1 }
    #expect(try scores(ScoreInput(factors: [flat], weights: [2]), variant) == [0, 0, 0, 2, 2, 2])
  }

  @Test func `inputs without an answer are refused with the place`() {
    let first = Panel<Float>(days: 2, assets: 3) { _, _ in 1 }
    let other = Panel<Float>(days: 2, assets: 2) { _, _ in 1 }
    #expect(throws: RiskError.noFactors) { try ScoreInput<Float>(factors: [], weights: []) }
    #expect(throws: RiskError.mismatchedWeights(factors: 1, weights: 2)) {
      try ScoreInput(factors: [first], weights: [1, 2])
    }
    #expect(
      throws: RiskError.mismatchedFactors(factor: 1, days: 2, assets: 2, expectedDays: 2, expectedAssets: 3)
    ) { try ScoreInput(factors: [first, other], weights: [1, 2]) }
    #expect(throws: RiskError.badWinsorising("at the quantile", value: 0.5)) {
      try ScoreInput(factors: [first], weights: [1], winsorising: .quantiles(share: 0.5))
    }
  }
}
