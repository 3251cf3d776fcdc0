import Foundation
import TickmarkFrames
import TickmarkMeasurement

/// The prices of the daily job: the fetched ones where they are, else a generated market of the same shape.
enum MarketData {
  /// Where `tickmark data fetch` leaves the 20 S&P stocks.
  static let path = ".tickmark/data/sp500_dataset.csv"
  static let shape = Size(8_313, 20)

  static var isFetched: Bool { FileManager.default.fileExists(atPath: path) }

  static func dataset() throws -> Dataset {
    guard isFetched else {
      // The generator's version stands in for a hash: it has no file.
      return Dataset(name: "generated market (no prices were fetched)", sha256: "reference-market-1", rows: shape.rows)
    }
    return Dataset(
      name: "20 S&P stocks (skfolio 1.12.2)", sha256: try ContentHash.sha256(of: path),
      rows: try WideTable<Float>(csv: path).dates.count)
  }

  /// The first `size` days and stocks.
  static func prices(_ size: Size) throws -> WideTable<Float> {
    let table = isFetched ? try WideTable<Float>(csv: path) : generated()
    let days = min(size.rows, table.dates.count)
    let assets = min(size.columns, table.names.count)
    return WideTable(
      dates: Array(table.dates.prefix(days)), names: Array(table.names.prefix(assets)),
      panel: Panel(days: days, assets: assets) { table.panel[$0, $1] })
  }

  private static func generated() -> WideTable<Float> {
    WideTable(
      dates: ReferenceMarket.businessDays(shape.rows), names: (0..<shape.columns).map { "S\($0)" },
      panel: ReferenceMarket.prices(days: shape.rows, assets: shape.columns, seed: 42))
  }
}
