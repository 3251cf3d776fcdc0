import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames
import TickmarkMemory

/// What a variant of the tracker makes of small inputs, a row a day.
struct Run {
  /// The names of all variants: a rule holds for each of them.
  static let variants = Tracking<Double>.variants.map(\.name)

  let statistics: TradeStatistics
  let trades: [Trade]
  let margin: [Double]

  var all: DirectionStatistics { statistics.all }

  init<Element: PanelElement>(_ input: TrackingInput<Element>, _ variant: String) throws {
    var workspace = TrackingWorkspace(days: input.weights.days)
    try self.init(input, variant, &workspace)
  }

  init<Element: PanelElement>(
    _ input: TrackingInput<Element>, _ variant: String, _ workspace: inout TrackingWorkspace
  ) throws {
    guard let body = Tracking<Element>.variants.named(variant)?.body else { throw UnknownVariant(name: variant) }
    statistics = body(input, &workspace)
    trades = (0..<workspace.trades).map { workspace[trade: $0] }
    margin = (0..<workspace.margin.count).map { workspace.margin[$0] }
  }

  /// One asset, a weight and a price a day; a cost of 0 and a capital of 1,000 unless told.
  init(
    _ variant: String, weights: [Double], prices: [Double], costs: [Double]? = nil, dates: [Day]? = nil
  ) throws {
    try self.init(variant, weights: weights.map { [$0] }, prices: prices.map { [$0] }, costs: costs, dates: dates)
  }

  init(
    _ variant: String, weights: [[Double]], prices: [[Double]], costs: [Double]? = nil, dates: [Day]? = nil
  ) throws {
    let input = try TrackingInput(
      weights: panel(weights), prices: panel(prices), costs: costs ?? weights.map { _ in 0 },
      dates: dates ?? ReferenceMarket.businessDays(weights.count), capital: 1_000)
    try self.init(input, variant)
  }
}

struct UnknownVariant: Error {
  let name: String
}

/// Rows of days as a panel.
func panel(_ rows: [[Double]]) -> Panel<Double> {
  Panel(days: rows.count, assets: rows.first?.count ?? 0) { rows[$0][$1] }
}

/// Whether two runs gave the same bits everywhere.
func same(_ first: Run, _ second: Run) -> Bool {
  OutputComparison.of(first.statistics, with: second.statistics, .exact).first == nil
    && OutputComparison.of(first.margin, with: second.margin, .exact).first == nil
    && first.trades.count == second.trades.count
    && zip(first.trades, second.trades).allSatisfy { "\($0)" == "\($1)" }
}
