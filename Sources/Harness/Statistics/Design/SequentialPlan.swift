/// How much of an error budget each look at a growing sample may spend, so that looking often does not raise the error.
///
///     spent(k) = f(fraction(k)) − f(fraction(k − 1)),   confidence(k) = 1 − spent(k),   Σ spent = errorBudget
///
/// At look `k` take an interval with `confidence(k)`, and stop if it decides. By the union bound all intervals of all
/// looks hold at once with probability `1 − errorBudget`: whatever the interval's method, however the looks depend on
/// each other, and wherever one stops. (Boundaries from the joint normal distribution, as in clinical trials, would be a
/// few percent narrower and hold for normal means alone.)
///
/// - Complexity: O(looks) to make, O(1) a look.
/// - Source: K. Lan and D. DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70 (1983); P. O'Brien
///   and T. Fleming, Biometrics 35 (1979).
public struct SequentialPlan: Sendable, Hashable {
  /// How the budget is spread over the run.
  public enum Spending: Sendable, Hashable, CaseIterable {
    /// The same for each share of the run: `f(t) = α t`. With evenly spaced looks this is Bonferroni's correction: large
    /// changes stop the run early, the last look pays for it.
    case even
    /// Little early, most at the end: `f(t) = 2 − 2 Φ(z(1 − α/2) / √t)`. Stops early only for the glaring, and the last
    /// look is nearly as sharp as without any others.
    case late
  }

  public let errorBudget: Double
  public let spending: Spending
  /// The share of the whole run that has been seen at each look, ending in 1.
  public let fractions: [Double]
  private let spent: [Double]

  /// Shares under this are saved for the next look: no sample decides at a confidence so near to 1.
  private static let smallestShare = 1e-12

  /// Evenly spaced looks.
  ///
  /// - Precondition: `1e-9 ≤ errorBudget < 1`; from 1 to 10,000 looks.
  public init(errorBudget: Double, looks: Int, spending: Spending = .even) {
    precondition(looks >= 1 && looks <= 10_000, "a plan has from 1 to 10,000 looks")
    self.init(
      errorBudget: errorBudget, fractions: (1...looks).map { Double($0) / Double(looks) }, spending: spending)
  }

  /// Looks where the given shares of the run have been seen.
  ///
  /// - Precondition: `1e-9 ≤ errorBudget < 1`; the fractions are above 0, strictly ascending, and end in 1.
  public init(errorBudget: Double, fractions: [Double], spending: Spending = .even) {
    precondition(errorBudget >= 1e-9 && errorBudget < 1, "an error budget lies between 1e-9 and 1")
    precondition(fractions.last == 1, "the last look sees the whole run: fraction 1")
    let ascends = zip([0] + fractions, fractions).allSatisfy { $0 < $1 }
    precondition(ascends, "fractions are above 0 and strictly ascending")
    self.errorBudget = errorBudget
    self.fractions = fractions
    self.spending = spending
    var soFar = 0.0
    spent = fractions.map { fraction in
      let share = Self.cumulative(spending, errorBudget, fraction) - soFar
      guard share >= Self.smallestShare else { return 0 }
      soFar += share
      return share
    }
  }

  public var looks: Int { fractions.count }

  /// The confidence to ask of the interval at a look, counted from 1; `nil` where so little is spent that this look
  /// cannot decide and may be left out.
  ///
  /// - Precondition: `1 ≤ look ≤ looks`.
  public func confidence(atLook look: Int) -> Double? {
    let error = errorSpent(atLook: look)
    return error > 0 ? 1 - error : nil
  }

  /// The part of the budget that a look may spend. All looks together spend the budget, to rounding.
  ///
  /// - Precondition: `1 ≤ look ≤ looks`.
  public func errorSpent(atLook look: Int) -> Double {
    precondition(look >= 1 && look <= looks, "looks are counted from 1 to the number planned")
    return spent[look - 1]
  }

  private static func cumulative(_ spending: Spending, _ budget: Double, _ fraction: Double) -> Double {
    if fraction == 1 { return budget }
    switch spending {
    case .even: return budget * fraction
    case .late: return 2 * Normal.upperTail(-Normal.quantile(budget / 2) / fraction.squareRoot())
    }
  }
}
