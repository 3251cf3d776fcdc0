/// How much a sample resembles the one before it.
///
///     r = Σ (x[i] − m)(x[i + 1] − m) / Σ (x[i] − m)²
///
/// - Units: none; between −1 and 1. Independent samples give about −1/n ± 1/√n.
/// - Edge cases: `nil` for fewer than three samples or where all are equal.
/// - Complexity: O(`n`).
/// - Precondition: no sample is NaN.
/// - Source: G. Box and G. Jenkins, "Time Series Analysis" (1970), the estimate with the full sum below the line.
public enum Autocorrelation {
  public static func lag1(of samples: [Double]) -> Double? {
    guard samples.count > 2, let mean = Dispersion.mean(of: samples) else { return nil }
    // The rounded mean leaves a common rest, which counts where the samples lie far from zero.
    let rest = Dispersion.mean(of: samples.map { $0 - mean }) ?? 0
    var (above, below, previous) = (0.0, 0.0, 0.0)
    for sample in samples {
      let deviation = sample - mean - rest
      above += deviation * previous
      below += deviation * deviation
      previous = deviation
    }
    return below > 0 ? above / below : nil
  }

  /// How many independent samples say as much about a mean as `count` samples with this lag-1 autocorrelation.
  ///
  ///     count (1 − r) / (1 + r)
  ///
  /// A negative correlation is taken as none: it would promise more samples than there are.
  ///
  /// - Precondition: `count ≥ 0` and `−1 ≤ lag1 ≤ 1`.
  /// - Source: the variance of a mean under a first-order autoregression, for large `count`.
  public static func effectiveCount(_ count: Int, lag1: Double) -> Double {
    precondition(count >= 0, "a count cannot be negative")
    precondition(lag1 >= -1 && lag1 <= 1, "a correlation lies between -1 and 1")
    let correlation = max(0, lag1)
    return Double(count) * (1 - correlation) / (1 + correlation)
  }
}
