/// Why a back-test cannot run on its inputs.
public enum BacktestError: Error, Equatable, Sendable {
  case mismatchedDays(weights: Int, other: String, days: Int)
  case mismatchedAssets(weights: Int, prices: Int)
  case missingPrices(asset: String, other: String)
  case capitalNotPositive(Double)
  case differentDate(row: Int, weights: String, other: String, otherDate: String)
  case noDays
  case missingOpens
  case strangeRebalance(path: String, date: String)
  case badCost(name: String, value: Double)
}

extension BacktestError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .mismatchedDays(let weights, let other, let days):
      "the weights have \(weights) days and the \(other) \(days); give both the same days"
    case .mismatchedAssets(let weights, let prices):
      "the weights have \(weights) assets and the prices \(prices); give one price column for each"
    case .missingPrices(let asset, let other):
      "asset '\(asset)' has weights but no \(other); add a column '\(asset)' to the \(other)"
    case .capitalNotPositive(let capital): "the capital is \(capital); give an amount above 0"
    case .differentDate(let row, let weights, let other, let otherDate):
      "day \(row + 1) is \(weights) in the weights and \(otherDate) in the \(other); give both the same days"
    case .noDays: "the weights have no days; give at least one"
    case .missingOpens: "fills at the next open need open prices; give them, or fill at the close"
    case .strangeRebalance(let path, let date):
      "'\(path)': rebalance date \(date) is no day of the weights; give days that they have"
    case .badCost(let name, let value): "the \(name) is \(value); give a finite number of 0 or above"
    }
  }
}
