import TickmarkAgreement
import TickmarkBacktest
import TickmarkIndicators

/// One flag an operation of the engine: which of its variants runs. The choices are the operation's own list.
public enum OperationFlags {
  public static let sixPack = Flag(
    "indicators.six-pack", choices: IndicatorSet.variants.map(\.name), defaultChoice: "simd",
    purpose: "the six columns of the set 'seed'")
  public static let benchPack = Flag(
    "indicators.bench-pack", choices: IndicatorSet.variants.map(\.name), defaultChoice: "simd",
    purpose: "the six columns of the set 'bench'")
  public static let indicatorList = Flag(
    "indicators.list", choices: IndicatorPlan<Float>.variants.map(\.name), defaultChoice: "fused",
    purpose: "a list of indicators")
  public static let tracking = Flag(
    "backtest.tracking", choices: Tracking<Float>.variants.map(\.name), defaultChoice: "simd",
    purpose: "a back-test by the rules 'seed'")
  public static let book = Flag(
    "backtest.book", choices: Book<Float>.variants.map(\.name), defaultChoice: "simd",
    purpose: "a back-test by the rules 'engine'")

  public static let all = [sixPack, benchPack, indicatorList, tracking, book]
}
