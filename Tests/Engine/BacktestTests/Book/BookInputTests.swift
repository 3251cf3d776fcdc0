import TickmarkBacktest
import TickmarkFrames
import Testing

@Suite struct BookInputTests {
  private func input(
    weights: [[Double]] = [[1]], closes: [[Double]] = [[1]], opens: [[Double]]? = nil, days: Int = 1,
    rebalances: [Bool]? = nil, timing: BookRules.Timing = .barClose
  ) throws(BacktestError) -> BookInput<Double> {
    try BookInput(
      weights: panel(weights), closes: panel(closes), opens: opens.map(panel),
      dates: ReferenceMarket.businessDays(days), rebalances: rebalances, rules: BookRules(timing: timing))
  }

  @Test func `shapes must be the same`() {
    #expect(throws: BacktestError.mismatchedAssets(weights: 1, prices: 2)) { try input(closes: [[1, 1]]) }
    #expect(throws: BacktestError.mismatchedAssets(weights: 1, prices: 2)) { try input(opens: [[1, 1]]) }
    #expect(throws: BacktestError.mismatchedDays(weights: 1, other: "prices", days: 2)) {
      try input(closes: [[1], [1]])
    }
    #expect(throws: BacktestError.mismatchedDays(weights: 1, other: "open prices", days: 2)) {
      try input(opens: [[1], [1]])
    }
    #expect(throws: BacktestError.mismatchedDays(weights: 1, other: "dates", days: 2)) { try input(days: 2) }
    #expect(throws: BacktestError.mismatchedDays(weights: 1, other: "rebalance days", days: 2)) {
      try input(rebalances: [true, false])
    }
    #expect(throws: BacktestError.noDays) { try input(weights: [], closes: [], days: 0) }
  }

  @Test func `fills at the open need opens`() {
    #expect(throws: BacktestError.missingOpens) { try input(timing: .nextBarOpen) }
  }

  @Test(arguments: [0, -1, .nan, .infinity]) func `a capital that is none is refused`(capital: Double) {
    #expect(throws: BacktestError.self) { try BookRules(capital: capital) }
  }

  @Test(arguments: [-1, .nan, .infinity]) func `a cost that is none is refused`(cost: Double) {
    #expect(throws: BacktestError.self) { try FillCost.basisPoints(cost) }
    #expect(throws: BacktestError.self) { try FillCost.commission(perShare: cost) }
    #expect(throws: BacktestError.self) { try FillCost.commission(minimum: cost) }
    #expect(throws: BacktestError.self) { try FillCost.commission(cap: cost) }
    #expect(throws: BacktestError.self) { try FillCost.commission(slippageBasisPoints: cost) }
  }

  @Test func `a day differs from the one before by a weight, a new gap or a gap that ends`() {
    let weights: [[Double]] = [[0, 1], [0, 1], [.nan, 1], [.nan, 1], [0, 1], [0, 2]]
    let changes = BookInput.changes(of: panel(weights))
    #expect((0..<6).map { changes[$0] } == [1, 0, 1, 0, 1, 1])
  }
}
