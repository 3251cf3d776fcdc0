public import TickmarkAgreement

/// The best weights of assets under limits: return against risk, least risk, most return for the risk, equal risks.
///
///     maximise  μᵀw − λ · √(wᵀΣw)    subject to  Σw = 1,  lower ≤ w ≤ upper,  groups
///
/// The problem is concave. Σ may be singular: where it alone does not determine the free weights, up to 1e-6 of each variance is
/// added, the solution says how much, and the certificate stands against Σ without it.
///
/// - Shape: `n` assets; the weights are left in the workspace.
/// - Units: returns and standard deviations of the same period.
/// - Gaps: none; every number has to be finite.
/// - Agreement: of the objective, to 1e-9; where several weights are best, variants may differ in them.
/// - Errors: before any work, all but `.indefinite` and `.noPositiveReturn`.
/// - Complexity: the variants say; no allocation once the workspace has seen the size.
public enum Portfolio {
  /// Finds the weights and leaves them in the workspace.
  public struct Body: Sendable {
    let climb: Climb.Body

    public func callAsFunction(
      _ problem: PortfolioProblem, _ goal: PortfolioGoal, _ workspace: inout PortfolioWorkspace
    ) throws(PortfolioError) -> PortfolioSolution {
      try goal.solve(problem, &workspace, by: climb)
    }
  }

  public static var agreement: Agreement { .within(relative: 1e-9, absolute: 1e-12) }
  public static var variants: [Variant<Body>] { [scalar, activeSet] }
}

/// What weights are best at.
public enum PortfolioGoal: Sendable, Equatable {
  /// Most `μᵀw − aversion · √(wᵀΣw)`.
  case returnLessRisk(aversion: Double)
  /// Least `√(wᵀΣw)`.
  case minimumRisk
  /// Least `√(wᵀΣw)` of the weights with this `μᵀw`.
  case targetReturn(Double)
  /// Most `(μᵀw − riskFree) / √(wᵀΣw)`.
  case maximumSharpe(riskFree: Double)
  /// Every asset contributes its share of the risk, `wᵢ · (Σw)ᵢ = budgetᵢ · wᵀΣw`; nil: the same share. Weights from 0 to 1 only.
  case riskParity(budgets: [Double]? = nil)
}

/// How good the weights are that a call left in its workspace.
public struct PortfolioSolution: Sendable, Equatable {
  /// What the goal names; for `riskParity` the standard deviation.
  public let objective: Double
  /// No weights within the limits are better by more than this; for `riskParity` the largest distance of a share of the risk from
  /// its budget. Certain, whoever found the weights, if the covariance is positive semidefinite.
  public let gap: Double
  /// The largest violation of the conditions for an optimum: gradients with the wrong sign where the bound is not reached, rows.
  public let kktResidual: Double
  public let expectedReturn: Double
  /// √(wᵀΣw)
  public let standardDeviation: Double
  /// Steps of the variant.
  public let iterations: Int
  /// What was added to each variance, as a fraction of it, since Σ did not determine the free weights; 0 where nothing was.
  public let ridge: Double
}
