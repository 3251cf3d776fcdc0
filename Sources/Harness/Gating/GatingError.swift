/// Why a gate cannot judge.
public enum GatingError: Error, Equatable, Sendable {
  case budgetsMissing(path: String)
  case badBudget(path: String, budget: Int?, problem: String)
}

extension GatingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .budgetsMissing(let path): "there is no '\(path)'; write one, or leave --budgets out"
    case .badBudget(let path, let budget, let problem):
      "'\(path)'\(budget.map { ", budget \($0)" } ?? ""): \(problem); mend it, since a limit that is not read holds nothing"
    }
  }
}
