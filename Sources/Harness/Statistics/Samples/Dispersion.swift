/// How far the samples lie apart, by moments and by ranks.
///
/// - Units: those of the samples, except for the coefficient of variation, a fraction.
/// - Complexity: O(`n`) for the moments, O(`n` log `n`) for the ranks.
/// - Precondition: no sample is NaN.
public enum Dispersion {
  /// The sum over the count; `nil` for no samples.
  ///
  /// The first pass gives a mean, the second adds the mean of what is left, so that rounding does not grow with the count.
  public static func mean(of samples: some Collection<Double>) -> Double? {
    guard !samples.isEmpty else { return nil }
    precondition(!samples.contains { $0.isNaN }, "the mean of a NaN is no number")
    let count = Double(samples.count)
    let first = samples.reduce(0, +) / count
    guard first.isFinite else { return first }
    return first + samples.reduce(0) { $0 + ($1 - first) } / count
  }

  /// The sample standard deviation, with `n − 1` below; `nil` for fewer than two samples.
  ///
  ///     s² = (Σ (x − m)² − (Σ (x − m))² / n) / (n − 1)
  ///
  /// - Source: the corrected two-pass algorithm of T. Chan, G. Golub and R. LeVeque, The American Statistician 37 (1983).
  public static func standardDeviation(of samples: some Collection<Double>) -> Double? {
    guard samples.count > 1, let mean = mean(of: samples) else { return nil }
    var squares = 0.0
    var rest = 0.0
    for sample in samples {
      squares += (sample - mean) * (sample - mean)
      rest += sample - mean
    }
    let count = Double(samples.count)
    return (max(0, squares - rest * rest / count) / (count - 1)).squareRoot()
  }

  /// The median absolute deviation from the median, as it is: not scaled to a standard deviation; `nil` for no samples.
  public static func medianAbsoluteDeviation(of samples: some Collection<Double>) -> Double? {
    guard let median = Quantile.median(of: samples) else { return nil }
    return Quantile.median(of: samples.map { $0 == median ? 0 : abs($0 - median) })
  }

  /// The spread as a fraction of the median, which a few far samples do not move.
  ///
  ///     1.4826 · MAD / |median|
  ///
  /// For normal samples this is the standard deviation over the mean. `nil` for no samples or a median of 0.
  public static func robustCoefficientOfVariation(of samples: some Collection<Double>) -> Double? {
    guard let median = Quantile.median(of: samples), median != 0,
      let deviation = medianAbsoluteDeviation(of: samples)
    else { return nil }
    return normalScale * deviation / abs(median)
  }

  /// Standard deviations in a median absolute deviation of normal samples: 1 / Φ⁻¹(3/4).
  public static let normalScale = 1.482602218505602
}
