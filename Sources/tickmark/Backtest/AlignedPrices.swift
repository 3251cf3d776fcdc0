import TickmarkBacktest
import TickmarkFrames

/// Price tables in the order of the weights' assets, on the same days.
enum AlignedPrices {
  /// - Parameters:
  ///   - name: what a message calls these prices.
  ///   - fate: what becomes of prices of zero or below, for the warning of them.
  /// - Throws: where the days differ or an asset of the weights has no column.
  static func read<Element: PanelElement>(
    _ path: String, to weights: WideTable<Element>, name: String, nonPositive fate: BadPrices.Fate
  ) throws -> Panel<Element> {
    let table = try WideTable<Element>(csv: path)
    try compare(weights.dates, table.dates, name: name)
    let places = Dictionary(uniqueKeysWithValues: table.names.enumerated().map { ($1, $0) })
    var columns: [Int] = []
    for asset in weights.names {
      guard let column = places[asset] else { throw BacktestError.missingPrices(asset: asset, other: name) }
      columns.append(column)
    }
    table.badPrices.warn(of: path, fate)
    return Panel(days: table.dates.count, assets: columns.count) { table.panel[$0, columns[$1]] }
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
