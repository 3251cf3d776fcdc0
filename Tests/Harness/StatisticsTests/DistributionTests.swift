import Testing

@testable import TickmarkStatistics

@Suite struct DistributionTests {
  let oracle: Oracle
  init() throws { oracle = try Oracle.load() }

  @Test func `normal probabilities agree with the oracle down to 1e-299`() {
    for (z, expected) in zip(oracle.normal.z, oracle.normal.cumulative) {
      #expect(agree(Normal.cumulative(z), expected, within: 1e-12), "z = \(z)")
    }
  }

  @Test func `normal quantiles agree with the oracle`() {
    for (p, expected) in zip(oracle.normal.p, oracle.normal.quantile) {
      #expect(agree(Normal.quantile(p), expected, within: 1e-12), "p = \(p)")
    }
  }

  @Test func `Student probabilities agree with the oracle in both tails`() {
    for row in oracle.student.probabilities {
      #expect(agree(StudentT.cumulative(row.t, degreesOfFreedom: row.df), row.cumulative, within: 1e-12), "\(row)")
      #expect(agree(StudentT.upperTail(row.t, degreesOfFreedom: row.df), row.upperTail, within: 1e-12), "\(row)")
      #expect(agree(StudentT.cumulative(-row.t, degreesOfFreedom: row.df), row.upperTail, within: 1e-12), "\(row)")
    }
  }

  @Test func `Student quantiles agree with the oracle`() {
    for row in oracle.student.quantiles {
      #expect(agree(StudentT.quantile(row.p, degreesOfFreedom: row.df), row.quantile, within: 1e-12), "\(row)")
    }
  }

  @Test func `one degree of freedom is the Cauchy distribution`() {
    #expect(agree(StudentT.quantile(0.75, degreesOfFreedom: 1), 1, within: 1e-14))
    #expect(agree(StudentT.cumulative(-1, degreesOfFreedom: 1), 0.25, within: 1e-14))
  }

  @Test func `many degrees of freedom come close to the normal distribution`() {
    // The first term that differs is (z³ + z) / 4ν, under 1e-6 here.
    #expect(agree(StudentT.quantile(0.975, degreesOfFreedom: 1e7), Normal.quantile(0.975), within: 1e-6))
  }

  @Test func `the ends of the line have probability 0 and 1`() {
    #expect(Normal.cumulative(-.infinity) == 0 && Normal.cumulative(.infinity) == 1)
    #expect(StudentT.cumulative(-.infinity, degreesOfFreedom: 3) == 0)
    #expect(StudentT.cumulative(.infinity, degreesOfFreedom: 3) == 1)
    #expect(StudentT.cumulative(0, degreesOfFreedom: 3) == 0.5)
  }

  @Test(arguments: [0.3, 1, 4, 25.5, 3_000])
  func `a quantile's probability is the one it was asked for`(freedom: Double) {
    for probability in [1e-9, 0.001, 0.2, 0.499, 0.5, 0.51, 0.8, 0.9999] {
      let t = StudentT.quantile(probability, degreesOfFreedom: freedom)
      #expect(agree(StudentT.cumulative(t, degreesOfFreedom: freedom), probability, within: 1e-12), "\(probability)")
      #expect(agree(Normal.cumulative(Normal.quantile(probability)), probability, within: 1e-12), "\(probability)")
    }
  }

  @Test func `binomial probabilities agree with the oracle in both tails`() {
    for row in oracle.binomial {
      let lower = Binomial.cumulative(row.k, trials: row.n, probability: row.p)
      let upper = Binomial.upperTail(row.k, trials: row.n, probability: row.p)
      #expect(agree(lower, row.cumulative, within: 1e-12), "\(row)")
      // What is left beside a probability near 1 is known to its absolute error only from the side that is small.
      #expect(abs(upper - row.upperTail) <= 1e-12 * max(row.upperTail, upper) || row.upperTail < 1e-290, "\(row)")
    }
  }

  @Test func `no trial and every trial are certain`() {
    #expect(Binomial.cumulative(-1, trials: 4, probability: 0.5) == 0)
    #expect(Binomial.cumulative(4, trials: 4, probability: 0.5) == 1)
    #expect(Binomial.cumulative(0, trials: 0, probability: 0.5) == 1)
    #expect(Binomial.cumulative(2, trials: 4, probability: 0) == 1)
    #expect(Binomial.cumulative(2, trials: 4, probability: 1) == 0)
  }
}
