import ArgumentParser
import TickmarkBacktest
import TickmarkFrames

/// What only the rules `seed` take.
struct SeedOptions: ParsableArguments {
  @Option(help: "Cost of each day as a fraction of the capital: CSV with Date and cost. Nothing by default.")
  var costs: String?

  /// The options on the command line.
  var given: [String] { costs == nil ? [] : ["--costs"] }

  func costs(on dates: [Day]) throws -> [Double] {
    guard let costs else { return [Double](repeating: 0, count: dates.count) }
    let series = try DatedSeries(csv: costs, column: "cost")
    try AlignedPrices.compare(dates, series.dates, name: "costs")
    return series.values
  }
}
