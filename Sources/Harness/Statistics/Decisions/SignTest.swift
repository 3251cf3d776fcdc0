/// Whether samples lie to one side of a value more often than a fair coin would.
///
///     p = min(1, 2 P(Binomial(n, ½) ≤ min(below, above)))
///
/// Samples equal to the value are left out, as W. Dixon and A. Mood (1946) do.
///
/// - Edge cases: 1 where no sample differs from the value.
/// - Complexity: O(`n`).
/// - Precondition: neither a sample nor the value is NaN.
public enum SignTest {
  public static func pValue(of samples: some Collection<Double>, against value: Double) -> Double {
    precondition(!value.isNaN && !samples.contains { $0.isNaN }, "a NaN lies on neither side")
    let below = samples.count { $0 < value }
    let above = samples.count { $0 > value }
    return min(1, 2 * Binomial.cumulative(min(below, above), trials: below + above, probability: 0.5))
  }
}
