/// An interval for the median that assumes nothing about the samples but that they are independent.
///
///     [x(k), x(n + 1 − k)]        x(1) ≤ … ≤ x(n),   coverage(k) = 1 − 2 P(Binomial(n, ½) ≤ k − 1)
///
/// The count of samples below the median is binomial, whatever the distribution.
///
/// - Units: those of the samples.
/// - Edge cases: five samples reach 93.75 %, six 96.875 %: below six there is no 95 % interval, and the answer says so.
///   No samples reach 0. Ties make the coverage higher, never lower.
/// - Complexity: O(`n` log `n`) for the sort; O(√`n` log `n`) for the ranks.
/// - Precondition: no sample is NaN; `0 < confidence < 1`.
public enum MedianInterval {
  public enum Method: Sendable, Hashable, CaseIterable {
    /// Whole ranks: the narrowest pair with at least the confidence asked for; usually more, by up to 4 points at 10 samples.
    case exact
    /// Between two neighbouring pairs of ranks, so that the coverage comes out close to what was asked.
    case interpolated
  }

  public static func of(
    _ samples: some Collection<Double>, confidence: Double, method: Method = .interpolated
  ) -> IntervalEstimate {
    ofSorted(Quantile.sorted(samples), confidence: confidence, method: method)
  }

  /// The narrowest pair of order statistics that holds the median at least so surely, and how surely it does.
  ///
  /// - Source: W. Thompson (1936), "On confidence ranges for the median and other expectation distributions".
  public static func exact(of samples: some Collection<Double>, confidence: Double) -> IntervalEstimate {
    of(samples, confidence: confidence, method: .exact)
  }

  /// The interval between the ranks `k` and `k + 1` whose coverages enclose the confidence asked for.
  ///
  ///     I = (γ(k) − γ) / (γ(k) − γ(k+1)),   λ = (n − k) I / (k + (n − 2k) I)
  ///     lower = (1 − λ) x(k) + λ x(k+1),    upper = (1 − λ) x(n+1−k) + λ x(n−k)
  ///
  /// Exact for double exponential samples, within half a point at 95 % for all usual ones, from eight samples upward.
  ///
  /// - Source: T. Hettmansperger and S. Sheather, "Confidence intervals based on interpolated order statistics",
  ///   Statistics & Probability Letters 4 (1986).
  public static func interpolated(of samples: some Collection<Double>, confidence: Double) -> IntervalEstimate {
    of(samples, confidence: confidence, method: .interpolated)
  }

  static func ofSorted(_ sorted: [Double], confidence: Double, method: Method) -> IntervalEstimate {
    let count = sorted.count
    let error = errorBeside(confidence)
    guard let rank = rank(count: count, error: error) else {
      // Between the extremes: all samples fall on one side of the median with probability 2¹⁻ⁿ.
      return .unreachable(bestConfidence: max(0, 1 - Double(sign: .plus, exponent: 1 - count, significand: 1)))
    }
    let (lower, upper) = (sorted[rank - 1], sorted[count - rank])
    let outer = coverage(rank: rank, count: count)
    // Past the middle there is no further pair to lean on.
    guard method == .interpolated, 2 * (rank + 1) <= count + 1 else {
      return .reached(Interval(lower: lower, upper: upper, confidence: max(outer, confidence)))
    }
    let inner = coverage(rank: rank + 1, count: count)
    let share = max(0, (outer - confidence) / (outer - inner))
    let weight = Double(count - rank) * share / (Double(rank) + Double(count - 2 * rank) * share)
    return .reached(
      Interval(
        lower: blend(lower, sorted[rank], weight), upper: blend(upper, sorted[count - rank - 1], weight),
        confidence: confidence))
  }

  /// The innermost rank whose pair still has at most this error, by bisection; `nil` where not even the extremes do.
  private static func rank(count: Int, error: Double) -> Int? {
    // The tolerance lets an error of exactly one sixty-fourth pass as such after rounding.
    let tail = error / 2 * (1 + 1e-12)
    func fits(_ rank: Int) -> Bool { Binomial.cumulative(rank - 1, trials: count, probability: 0.5) <= tail }
    guard count >= 2, fits(1) else { return nil }
    var (fitting, tooFar) = (1, count / 2 + 1)
    while tooFar - fitting > 1 {
      let middle = (fitting + tooFar) / 2
      if fits(middle) { fitting = middle } else { tooFar = middle }
    }
    return fitting
  }

  private static func coverage(rank: Int, count: Int) -> Double {
    max(0, 1 - 2 * Binomial.cumulative(rank - 1, trials: count, probability: 0.5))
  }

  private static func blend(_ first: Double, _ second: Double, _ weight: Double) -> Double {
    first == second ? first : (1 - weight) * first + weight * second
  }
}
