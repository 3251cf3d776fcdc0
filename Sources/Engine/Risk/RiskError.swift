/// Why a question about risk has no answer.
public enum RiskError: Error, Equatable, Sendable {
  case tooFewDays(days: Int, needed: Int)
  case noAssets
  /// Counted from 0; a value that is not finite counts as a gap.
  case gap(day: Int, asset: Int)
  case badDecay(Double)
  case mismatchedLoadings(assets: Int, columns: Int)
  case badLoading(factor: Int, asset: Int)
  case noFactors
  case mismatchedFactors(factor: Int, days: Int, assets: Int, expectedDays: Int, expectedAssets: Int)
  case mismatchedWeights(factors: Int, weights: Int)
  case badWeight(factor: Int, value: Double)
  case badWinsorising(String, value: Double)
}

extension RiskError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooFewDays(let days, let needed):
      "there are \(days) days of complete returns and a covariance needs \(needed); give more days, or fewer assets with gaps"
    case .noAssets: "there is no asset; give at least one"
    case .gap(let day, let asset):
      "asset \(asset + 1) has no return on day \(day + 1); fill it, leave the asset out, or leave out days with gaps"
    case .badDecay(let decay):
      "the decay is \(decay); give a number from 0.000001 to below 1, or a half-life of 0.06 days or more"
    case .mismatchedLoadings(let assets, let columns):
      "the returns have \(assets) assets and the loadings \(columns) columns; give a loading for each asset"
    case .badLoading(let factor, let asset):
      "factor \(factor + 1) has no loading of asset \(asset + 1); give a finite number"
    case .noFactors: "there is no factor; give at least one"
    case .mismatchedFactors(let factor, let days, let assets, let expectedDays, let expectedAssets):
      "factor \(factor + 1) has \(days) days × \(assets) assets and the first \(expectedDays) × \(expectedAssets); give all the same"
    case .mismatchedWeights(let factors, let weights):
      "there are \(factors) factors and \(weights) weights; give a weight for each factor"
    case .badWeight(let factor, let value): "the weight of factor \(factor + 1) is \(value); give a finite number"
    case .badWinsorising(let rule, let value):
      "winsorising \(rule) \(value) is none; give a share of 0 or above and below a half, or deviations above 0"
    }
  }
}
