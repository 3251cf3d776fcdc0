import Testing

@testable import TickmarkStatistics

@Suite struct SampleTests {
  let oracle: Oracle
  init() throws { oracle = try Oracle.load() }

  @Test func `quantiles agree with the oracle`() {
    for row in oracle.descriptive {
      let quantiles = Quantile.type7(of: row.samples, at: row.probabilities)
      for (actual, expected) in zip(quantiles, row.quantiles) { #expect(agree(actual, expected), "\(row.name)") }
      #expect(quantiles.count == row.quantiles.count)
    }
  }

  @Test func `moments and spreads agree with the oracle`() {
    for row in oracle.descriptive {
      #expect(agree(Dispersion.mean(of: row.samples), row.mean), "\(row.name)")
      #expect(agree(Dispersion.standardDeviation(of: row.samples), row.standardDeviation), "\(row.name)")
      #expect(agree(Dispersion.medianAbsoluteDeviation(of: row.samples), row.mad), "\(row.name)")
      #expect(agree(Dispersion.robustCoefficientOfVariation(of: row.samples), row.robustVariation), "\(row.name)")
      #expect(agree(Autocorrelation.lag1(of: row.samples), row.lag1), "\(row.name)")
    }
  }

  @Test func `no samples have no quantile, mean or spread`() {
    let none: [Double] = []
    #expect(Quantile.median(of: none) == nil)
    #expect(Quantile.type7(of: none, at: [0.1, 0.9]).isEmpty)
    #expect(Dispersion.mean(of: none) == nil)
    #expect(Dispersion.standardDeviation(of: [1]) == nil)
    #expect(Dispersion.medianAbsoluteDeviation(of: none) == nil)
    #expect(Dispersion.robustCoefficientOfVariation(of: [-1, 0, 1]) == nil)
  }

  @Test func `the order of the samples does not change a quantile`() {
    var source = SplitMix64(seed: 1)
    let samples = (0..<37).map { _ in source.nextUnit() }
    #expect(Quantile.type7(of: samples.reversed(), at: 0.3) == Quantile.type7(of: samples, at: 0.3))
  }

  @Test func `an infinite sample is the largest one, not a broken median`() {
    #expect(Quantile.median(of: [1, .infinity, 2]) == 2)
    #expect(Quantile.type7(of: [1, .infinity, .infinity], at: 0.75) == .infinity)
  }

  @Test func `shifting leaves the spread alone and scaling scales it`() throws {
    let samples = [3.0, 1, 4, 1, 5, 9, 2, 6]
    let spread = try #require(Dispersion.standardDeviation(of: samples))
    #expect(agree(Dispersion.standardDeviation(of: samples.map { $0 + 1_048_576 }), spread))
    #expect(agree(Dispersion.standardDeviation(of: samples.map { $0 * -3 }), 3 * spread))
  }

  @Test func `equal samples have no autocorrelation to speak of`() {
    #expect(Autocorrelation.lag1(of: [2, 2, 2, 2]) == nil)
    #expect(Autocorrelation.lag1(of: [1, 2]) == nil)
  }

  @Test func `alternating samples are anticorrelated and a slow drift is correlated`() throws {
    let alternating = try #require(Autocorrelation.lag1(of: (0..<100).map { $0 % 2 == 0 ? 1 : -1 }))
    let drift = try #require(Autocorrelation.lag1(of: (0..<100).map(Double.init)))
    #expect(alternating < -0.98)
    #expect(drift > 0.96)
  }

  @Test func `correlated samples count for fewer, anticorrelated ones for no more`() {
    #expect(agree(Autocorrelation.effectiveCount(130, lag1: 0.3), 70, within: 1e-12))
    #expect(Autocorrelation.effectiveCount(130, lag1: -0.5) == 130)
  }

  @Test func `a NaN sample stops the process`() async {
    await #expect(processExitsWith: .failure) { _ = Quantile.median(of: [1, .nan, 2]) }
    await #expect(processExitsWith: .failure) { _ = Dispersion.mean(of: [1, .nan, 2]) }
  }
}
