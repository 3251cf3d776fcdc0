import TickmarkBacktest
import TickmarkFrames

extension TrackingInput<Float> {
  /// A market of the suites, with weights that change every month.
  static func reference(days: Int, assets: Int) throws -> TrackingInput {
    try TrackingInput(
      weights: ReferenceMarket.weightsMonthly(days: days, assets: assets, seed: 42),
      prices: ReferenceMarket.prices(days: days, assets: assets, seed: 42),
      costs: ReferenceMarket.costsMonthly(days: days, assets: assets, seed: 42),
      dates: ReferenceMarket.businessDays(days))
  }
}

extension BookInput<Float> {
  /// The same market, with a broker's commission.
  ///
  /// - Parameter opens: of these closes; fills are then at the next open.
  static func reference(
    days: Int, assets: Int, opens: ((_ closes: Panel<Float>) -> Panel<Float>)? = nil
  ) throws -> BookInput {
    let closes: Panel<Float> = ReferenceMarket.prices(days: days, assets: assets, seed: 42)
    return try BookInput(
      weights: ReferenceMarket.weightsMonthly(days: days, assets: assets, seed: 42), closes: closes,
      opens: opens?(closes), dates: ReferenceMarket.businessDays(days),
      rules: BookRules(capital: 1e8, timing: opens == nil ? .barClose : .nextBarOpen, cost: .commission()))
  }
}
