/// An interval for the probability behind `successes` of `trials`: Wilson's score interval.
///
///     (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)        p = successes / trials
///
/// - Units: none; both bounds lie in `0...1`, and none is where the normal one would be, outside it.
/// - Edge cases: 0 of n starts at 0, n of n ends at 1, and neither has width 0.
/// - Complexity: O(1).
/// - Source: E. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
public enum ProportionInterval {
  /// - Precondition: `0 ≤ successes ≤ trials`, at least one trial; `0 < confidence < 1`.
  public static func of(_ successes: Int, of trials: Int, confidence: Double = 0.95) -> Interval {
    precondition(trials > 0 && (0...trials).contains(successes), "a proportion is a part of something")
    let z = -Normal.quantile(errorBeside(confidence) / 2)
    let n = Double(trials)
    let p = Double(successes) / n
    let centre = p + z * z / (2 * n)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    // At the ends the exact bounds are 0 and 1, which rounding would miss.
    return Interval(
      lower: successes == 0 ? 0 : max(0, (centre - half) / scale),
      upper: successes == trials ? 1 : min(1, (centre + half) / scale), confidence: confidence)
  }
}
