import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames
import TickmarkIndicators
public import TickmarkMeasurement

extension Suite {
  /// The main job on real prices: `tickmark data fetch` brings them; without them a generated market of the same shape.
  public static let market = Suite(
    "market", question: "What does the daily job cost on real prices?", sizes: .smoke(120, 5), .full(8_313, 20),
    dataset: { try MarketData.dataset() }
  ) { size in
    let table = try MarketData.prices(size)
    let days = table.dates.count
    let assets = table.names.count
    let volumes = Panel<Float>(days: days, assets: assets) { _, _ in 1 }
    let weights: Panel<Float> = ReferenceMarket.weightsMonthly(days: days, assets: assets, seed: 42)
    IndicatorSet.seed.operation("six-pack", closes: table.panel, volumes: volumes)
    try TrackingRun(
      TrackingInput(
        weights: weights, prices: table.panel, costs: ReferenceMarket.costs(of: weights), dates: table.dates)
    ).operation("statistics")
  }
}
