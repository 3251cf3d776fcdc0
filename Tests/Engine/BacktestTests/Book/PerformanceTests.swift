import Glibc
import TickmarkBacktest
import Testing

/// What the daily values come to; by hand, on a book that holds one asset throughout.
@Suite struct PerformanceTests {
  /// A book of one asset, bought for all the capital of 1,000 on day 0: its value follows the closes.
  private func performance(_ closes: [Double]) throws -> Performance {
    let days = closes.map { [$0] }
    return try BookRun(
      "scalar", weights: days.map { _ in [1] }, closes: days, rebalances: days.map { _ in false }
    ).performance
  }

  private func near(_ actual: Double, _ expected: Double) -> Bool {
    abs(actual - expected) <= 1e-12 * max(1, abs(expected))
  }

  @Test func `total and yearly return`() throws {
    let two = try performance([10, 12.1])
    #expect(near(two.totalReturn, 0.21) && near(two.cagr, pow(1.21, 126) - 1) && two.finalCapital == 1_210)
  }

  @Test func `volatility and the ratios of the mean return`() throws {
    // Returns 0, 0.1, −0.1.
    let run = try performance([10, 11, 9.9])
    let mean = 0.0
    let deviation = (0.02 / 2).squareRoot()
    #expect(near(run.volatility, deviation * 252.squareRoot()))
    #expect(abs(run.sharpe - mean) < 1e-12 && abs(run.sortino) < 1e-12)
    let up = try performance([10, 12, 11.4])
    // Returns 0, 0.2, −0.05: mean 0.05; downside √(0.0025 / 3).
    #expect(near(up.sortino, 0.05 / (0.0025 / 3).squareRoot() * 252.squareRoot()))
    let scatter = (0.0025 + 0.0225 + 0.01) / 2
    #expect(near(up.sharpe, 0.05 / scatter.squareRoot() * 252.squareRoot()))
  }

  @Test func `the deepest fall, and the longest`() throws {
    // Below 12 for three days by a quarter, below 16 for one by a half.
    let run = try performance([10, 12, 9, 10, 11, 16, 8])
    #expect(near(run.maximumDrawdown, 0.5) && run.longestDrawdown == 3)
    #expect(near(run.calmar, run.cagr / 0.5))
  }

  @Test func `the initial capital is the first peak`() throws {
    let cost = try FillCost.basisPoints(1_000)
    let run = try BookRun("scalar", weights: [[1], [1]], closes: [[10], [10]], rebalances: [true, false], cost: cost)
    #expect(near(run.performance.maximumDrawdown, 0.1) && run.performance.longestDrawdown == 2)
    #expect(near(run.returns[0], -0.1) && run.returns[1] == 0)
  }

  @Test func `a flat value has no ratio that divides by nothing`() throws {
    let run = try performance([10, 10, 10])
    #expect([run.sharpe, run.sortino, run.calmar, run.volatility, run.maximumDrawdown] == [0, 0, 0, 0, 0])
    #expect(try performance([10]).volatility == 0)
  }

  @Test func `what ends below zero has no yearly return, whatever the number of days`() throws {
    let run = try BookRun("scalar", weights: [[-2], [-2]], closes: [[10], [20]], rebalances: [true, false])
    #expect(run.nav == [1_000, -1_000])
    #expect(run.performance.cagr.isNaN && run.performance.calmar.isNaN)
  }

  @Test func `turnover is what was traded over what the book was worth, a year`() throws {
    let run = try BookRun("scalar", weights: [[0.5, -0.5], [0, 0]], closes: [[10, 10], [10, 10]])
    // 1,000 bought and sold short, and 1,000 back, in 2 of 252 days.
    #expect(near(run.performance.turnover, 2 * 126) && near(run.performance.exposure, 0.5))
    #expect(run.margin == [0, 0])
  }
}
