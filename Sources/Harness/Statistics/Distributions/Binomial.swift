/// The binomial distribution: successes among independent trials of one probability.
///
///     P(X ≤ k) = I(1 − p; n − k, k + 1)        with I the regularized incomplete beta function
///
/// - Accuracy: 1e-12 relative in whichever tail is small, up to a million trials.
/// - Complexity: O(√n).
/// - Source: DLMF 8.17.5; the continued fraction has the digits of a sum of log-gamma terms in a fraction of its time.
public enum Binomial {
  /// The probability of at most `successes`; 0 below none, 1 from `trials` upward.
  ///
  /// - Precondition: `trials ≥ 0` and `0 ≤ probability ≤ 1`.
  public static func cumulative(_ successes: Int, trials: Int, probability: Double) -> Double {
    sides(successes, trials, probability).lower
  }

  /// The probability of more than `successes`: `1 − cumulative`, with all its digits where it is small.
  public static func upperTail(_ successes: Int, trials: Int, probability: Double) -> Double {
    sides(successes, trials, probability).upper
  }

  private static func sides(_ successes: Int, _ trials: Int, _ probability: Double) -> (lower: Double, upper: Double) {
    precondition(trials >= 0, "a number of trials cannot be negative")
    precondition(probability >= 0 && probability <= 1, "a probability lies between 0 and 1")
    if successes < 0 { return (0, 1) }
    if successes >= trials { return (1, 0) }
    return IncompleteBeta.regularized(
      a: Double(trials - successes), b: Double(successes + 1), x: 1 - probability, y: probability)
  }
}
