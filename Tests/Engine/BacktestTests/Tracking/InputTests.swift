import TickmarkBacktest
import TickmarkFrames
import Testing

/// What the tracker refuses.
@Suite struct InputTests {
  @Test func `other days than the weights have are refused by name`() {
    expect(.mismatchedDays(weights: 3, other: "prices", days: 2)) { () throws(BacktestError) in
      try input(prices: (2, 2))
    }
    expect(.mismatchedDays(weights: 3, other: "costs", days: 4)) { () throws(BacktestError) in try input(costs: 4) }
    expect(.mismatchedDays(weights: 3, other: "dates", days: 0)) { () throws(BacktestError) in try input(dates: 0) }
  }

  @Test func `another number of assets is refused`() {
    expect(.mismatchedAssets(weights: 2, prices: 5)) { () throws(BacktestError) in try input(prices: (3, 5)) }
  }

  @Test func `no days are refused`() {
    expect(.noDays) { () throws(BacktestError) in try input(weights: (0, 2), prices: (0, 2), costs: 0, dates: 0) }
  }

  @Test(arguments: [0, -1, -0.0, .infinity, -.infinity]) func `a capital that is no amount above 0 is refused`(
    _ capital: Double
  ) {
    expect(.capitalNotPositive(capital)) { () throws(BacktestError) in try input(capital: capital) }
  }

  @Test func `a capital of NaN is refused`() {
    #expect {
      try input(capital: .nan)
    } throws: { error in
      if case .capitalNotPositive(let capital)? = error as? BacktestError { capital.isNaN } else { false }
    }
  }

  @Test(arguments: [
    BacktestError.mismatchedDays(weights: 3, other: "prices", days: 2), .mismatchedAssets(weights: 1, prices: 2),
    .missingPrices(asset: "AAA", other: "prices"), .capitalNotPositive(0), .noDays,
    .differentDate(row: 4, weights: "2024-01-02", other: "prices", otherDate: "2024-01-03"),
  ]) func `a refusal is one line that says what to do`(_ error: BacktestError) {
    #expect(!error.description.contains("\n") && error.description.contains("; "))
  }

  @Test func `a workspace made for other days traps`() async {
    await #expect(processExitsWith: .failure) {
      let panel = Panel<Float>(days: 3, assets: 2) { _, _ in 1 }
      let input = try TrackingInput(
        weights: panel, prices: panel, costs: [0, 0, 0], dates: ReferenceMarket.businessDays(3))
      var workspace = TrackingWorkspace(days: 4)
      _ = Tracking<Float>.simd.body(input, &workspace)
    }
  }

  private func expect(_ error: BacktestError, _ body: () throws(BacktestError) -> Void) {
    #expect(throws: error) { try body() }
  }

  private func input(
    weights: (days: Int, assets: Int) = (3, 2), prices: (days: Int, assets: Int) = (3, 2), costs: Int = 3,
    dates: Int = 3, capital: Double = 1
  ) throws(BacktestError) {
    _ = try TrackingInput(
      weights: Panel<Float>(days: weights.days, assets: weights.assets) { _, _ in 0 },
      prices: Panel<Float>(days: prices.days, assets: prices.assets) { _, _ in 1 },
      costs: [Double](repeating: 0, count: costs), dates: ReferenceMarket.businessDays(dates), capital: capital)
  }
}
