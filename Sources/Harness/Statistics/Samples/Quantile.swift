/// The value below which a given part of the samples lies.
///
///     h = (n − 1) p,   quantile = x[⌊h⌋] + (h − ⌊h⌋) (x[⌊h⌋ + 1] − x[⌊h⌋])        x sorted, counted from 0
///
/// Type 7 of Hyndman and Fan: what numpy, R and spreadsheets give unasked.
///
/// - Units: those of the samples. Infinite samples are ordinary values.
/// - Edge cases: `nil` for no samples; a single sample is every quantile of itself.
/// - Complexity: O(`n` log `n`) time and O(`n`) memory, for the sorted copy.
/// - Precondition: no sample is NaN.
/// - Source: R. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996).
public enum Quantile {
  /// - Precondition: `0 ≤ probability ≤ 1`.
  public static func type7(of samples: some Collection<Double>, at probability: Double) -> Double? {
    type7(ofSorted: sorted(samples), at: probability)
  }

  /// Several quantiles for one sort, in the order of the probabilities; empty for no samples.
  public static func type7(of samples: some Collection<Double>, at probabilities: [Double]) -> [Double] {
    let sorted = sorted(samples)
    return probabilities.compactMap { type7(ofSorted: sorted, at: $0) }
  }

  /// The middle sample, or the mean of the two middle ones: `type7` at one half.
  public static func median(of samples: some Collection<Double>) -> Double? { type7(of: samples, at: 0.5) }

  /// A sorted copy, refused where a sample is NaN: a NaN has no place in an order.
  static func sorted(_ samples: some Collection<Double>) -> [Double] {
    precondition(!samples.contains { $0.isNaN }, "a NaN sample has no rank; drop it before asking for an order")
    return samples.sorted()
  }

  static func type7(ofSorted samples: [Double], at probability: Double) -> Double? {
    precondition(probability >= 0 && probability <= 1, "a quantile lies between 0 and 1")
    guard let last = samples.last else { return nil }
    let position = Double(samples.count - 1) * probability
    let index = Int(position)
    guard index + 1 < samples.count else { return last }
    let fraction = position - Double(index)
    // Equal neighbours need no interpolation, and between two infinities there is none.
    let (below, above) = (samples[index], samples[index + 1])
    return fraction == 0 || below == above ? below : below + fraction * (above - below)
  }
}
