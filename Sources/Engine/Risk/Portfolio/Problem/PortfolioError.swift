/// Why there is no portfolio.
public enum PortfolioError: Error, Equatable, Sendable {
  case noAssets
  case mismatched(String, count: Int, expected: Int)
  case notFinite(String, asset: Int, other: Int?)
  case negativeVariance(asset: Int, Double)
  case asymmetric(asset: Int, other: Int, Double, Double)
  case indefinite(ridge: Double)
  case crossedBounds(asset: Int, lower: Double, upper: Double)
  case upperBoundsBelowOne(sum: Double, assets: Int)
  case lowerBoundsAboveOne(sum: Double, assets: Int)
  case crossedGroup(String, lower: Double, upper: Double)
  case strangeMember(group: String, asset: Int)
  case groupOutOfReach(String, limit: Double, least: Double, most: Double)
  case groupsTogether([String])
  case badAversion(Double)
  case badBudget(asset: Int, Double)
  case badCount(Int)
  case returnOutOfReach(Double, least: Double, most: Double)
  case noPositiveReturn(best: Double, riskFree: Double)
  case rowsUnsupported(by: String)
  case riskless(asset: Int)
  case risklessReturn(riskFree: Double)
  case limitsUnsupported(goal: String)
}

extension PortfolioError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .risklessReturn(let riskFree):
      "there are weights without risk that return more than \(riskFree): no ratio of the two is the largest; raise the risk-free return or leave the riskless asset out"
    case .noAssets: "there are no assets; give at least one expected return"
    case .mismatched(let what, let count, let expected):
      "there are \(count) \(what) for \(expected) assets; give \(expected)"
    case .notFinite(let what, let asset, nil): "the \(what) of asset \(asset + 1) is not a finite number; give one"
    case .notFinite(let what, let asset, let other?):
      "the \(what) of assets \(asset + 1) and \(other + 1) is not a finite number; give one"
    case .negativeVariance(let asset, let variance):
      "the variance of asset \(asset + 1) is \(variance); give one of 0 or above"
    case .asymmetric(let asset, let other, let a, let b):
      "the covariance of assets \(asset + 1) and \(other + 1) is \(a) in one place and \(b) in the other; make it symmetric"
    case .indefinite(let ridge):
      "the covariance is not positive semidefinite, not even with \(ridge) of each variance added; estimate it from complete data"
    case .crossedBounds(let asset, let lower, let upper):
      "the bounds of asset \(asset + 1) cross: \(lower) to \(upper); give a lower one that is not above the upper"
    case .upperBoundsBelowOne(let sum, let assets):
      "the upper bounds of the \(assets) assets sum to \(sum), and weights to 1; raise the cap"
    case .lowerBoundsAboveOne(let sum, let assets):
      "the lower bounds of the \(assets) assets sum to \(sum), and weights to 1; lower them"
    case .crossedGroup(let name, let lower, let upper):
      "the limits of group '\(name)' cross: \(lower) to \(upper); give a lower one that is not above the upper"
    case .strangeMember(let group, let asset):
      "group '\(group)' names asset \(asset + 1) twice, or there is none; name each once"
    case .groupOutOfReach(let name, let limit, let least, let most):
      "group '\(name)' is to weigh \(limit), and its assets' bounds allow \(least) to \(most); change one of them"
    case .groupsTogether(let names):
      "no weights satisfy \(names.joined(separator: ", ")) together; loosen one of them"
    case .badAversion(let aversion): "the risk aversion is \(aversion); give a finite number of 0 or above"
    case .badBudget(let asset, let budget): "the risk budget of asset \(asset + 1) is \(budget); give one above 0"
    case .badCount(let count): "a frontier of \(count) points; give at least 2"
    case .returnOutOfReach(let target, let least, let most):
      "no weights return \(target): they return \(least) to \(most); give a return between"
    case .noPositiveReturn(let best, let riskFree):
      "no portfolio is expected to return more than the risk-free \(riskFree) (the best \(best)); the largest Sharpe ratio means nothing then"
    case .rowsUnsupported(let variant):
      "the variant '\(variant)' takes neither groups nor a return to reach; use 'activeSet'"
    case .riskless(let asset): "asset \(asset + 1) has no variance, and so no share of the risk; leave it out"
    case .limitsUnsupported(let goal): "\(goal) takes no bounds but from 0 to 1 and no groups; leave them out"
    }
  }
}
