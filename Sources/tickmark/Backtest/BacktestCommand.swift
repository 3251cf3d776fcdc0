import ArgumentParser
import Foundation
import TickmarkBacktest
import TickmarkCommands
import TickmarkFrames

/// By which rules weights become trades.
enum BacktestRules: String, ExpressibleByArgument, CaseIterable { case seed }

struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest", abstract: "Turn target weights and prices into trades and their statistics.",
    discussion: """
      Wide CSV files: Date and a column a symbol. Every asset of the weights needs a price column of the same name; the \
      days must be the same.
      """)

  @Option(help: "Target weights, wide CSV.")
  var weights: String

  @Option(help: "Closing prices, wide CSV.")
  var prices: String

  @Option(help: "Cost of each day as a fraction of the capital: CSV with Date and cost. Nothing by default.")
  var costs: String?

  @Option(help: "seed: the tracker's 59 statistics.")
  var rules: BacktestRules = .seed

  // Unconditional: "-5" is a wrong amount, not another option.
  @Option(parsing: .unconditional, help: "Portfolio value.")
  var capital = 100_000.0

  @Option(help: "scalar or simd.")
  var variant = "simd"

  @Option(help: "float32 or float64.")
  var precision: Precision = .float32

  @Option(help: "Write the completed trades to this CSV file.")
  var trades: String?

  @Option(
    name: .customLong("format"),
    help: "Write the statistics: csv=PATH or json=PATH; '-' is standard output, and csv=- the default.")
  var formats: [String] = []

  func run() throws {
    let asked = formats.isEmpty && trades == nil ? ["csv=-"] : formats
    let destinations = try asked.map(ResultDestination.init)
    switch precision {
    case .float32: try run(Float.self, destinations)
    case .float64: try run(Double.self, destinations)
    }
  }

  private func run<Element: PanelElement>(_: Element.Type, _ destinations: [ResultDestination]) throws {
    let variant = try Tracking<Element>.variants.chosen(variant)
    let weights = try WideTable<Element>(csv: weights)
    let priceTable = try WideTable<Element>(csv: prices)
    let aligned = try priceTable.aligned(to: weights)
    priceTable.badPrices.warn(of: prices)
    let costs = try alignedCosts(to: weights.dates)
    let input = try TrackingInput(
      weights: weights.panel, prices: aligned, costs: costs, dates: weights.dates, capital: capital)
    var workspace = TrackingWorkspace(days: weights.dates.count)
    let statistics = variant.body(input, &workspace)
    let result = TrackingResult(
      statistics: statistics, margin: (0..<workspace.margin.count).map { workspace.margin[$0] },
      trades: (0..<workspace.trades).map { workspace[trade: $0] }, dates: weights.dates, names: weights.names,
      capital: capital, variant: variant.name, precision: precision)
    for destination in destinations { try result.write(to: destination) }
    if let trades { try result.writeTrades(to: trades) }
  }

  private func alignedCosts(to dates: [Day]) throws -> [Double] {
    guard let costs else { return [Double](repeating: 0, count: dates.count) }
    let series = try DatedSeries(csv: costs, column: "cost")
    try Self.compare(dates, series.dates, name: "costs")
    return series.values
  }

  static func compare(_ weights: [Day], _ other: [Day], name: String) throws {
    guard weights.count == other.count else {
      throw BacktestError.mismatchedDays(weights: weights.count, other: name, days: other.count)
    }
    for row in weights.indices where weights[row] != other[row] {
      throw BacktestError.differentDate(row: row, weights: "\(weights[row])", other: name, otherDate: "\(other[row])")
    }
  }
}

extension WideTable {
  /// The price columns in the order of the weights', by name.
  fileprivate func aligned(to weights: WideTable) throws -> Panel<Element> {
    try BacktestCommand.compare(weights.dates, dates, name: "prices")
    var columns: [Int] = []
    for name in weights.names {
      guard let column = names.firstIndex(of: name) else { throw BacktestError.missingPrices(asset: name) }
      columns.append(column)
    }
    return Panel(days: dates.count, assets: columns.count) { panel[$0, columns[$1]] }
  }
}
