/// A bound for a quantile that holds with a stated confidence, whatever the distribution: what "95 % of calls take at most …"
/// means when only some calls were seen.
///
///     upper = x(k),  the smallest k with P(Binomial(n, q) ≤ k − 1) ≥ confidence
///     lower = x(k),  the largest k with P(Binomial(n, q) ≥ k) ≥ confidence          x(1) ≤ … ≤ x(n)
///
/// The number of samples at or below the quantile `q` is binomial.
///
/// - Units: those of the samples.
/// - Edge cases: nil where no sample is far enough out: for the quantile 0.95 at 95 % an upper bound takes 59 samples.
/// - Complexity: O(`n` log `n`) for the sort, O(√`n` log `n`) for the rank.
/// - Precondition: no sample is NaN; `0 < quantile < 1` and `0 < confidence < 1`.
/// - Source: S. Wilks, "Determination of sample sizes for setting tolerance limits", Annals of Mathematical Statistics 12
///   (1941).
public enum ToleranceBound {
  /// With the confidence, at least the share `quantile` of all values is at most this.
  public static func upper(of samples: [Double], quantile: Double, confidence: Double) -> Double? {
    let count = samples.count
    let rank = firstRank(upTo: count) { rank in
      Binomial.cumulative(rank - 1, trials: count, probability: quantile) >= check(quantile, confidence)
    }
    return rank.map { Quantile.sorted(samples)[$0 - 1] }
  }

  /// With the confidence, at most the share `quantile` of all values is below this.
  public static func lower(of samples: [Double], quantile: Double, confidence: Double) -> Double? {
    let count = samples.count
    // The last rank that fits stands before the first that does not.
    let beyond = firstRank(upTo: count) { rank in
      Binomial.upperTail(rank - 1, trials: count, probability: quantile) < check(quantile, confidence)
    }
    let rank = (beyond ?? count + 1) - 1
    return rank >= 1 ? Quantile.sorted(samples)[rank - 1] : nil
  }

  private static func check(_ quantile: Double, _ confidence: Double) -> Double {
    precondition(quantile > 0 && quantile < 1, "a quantile lies strictly between 0 and 1")
    return 1 - errorBeside(confidence)
  }

  /// The first of `1...last` that fits, where every later one does, by bisection.
  private static func firstRank(upTo last: Int, _ fits: (Int) -> Bool) -> Int? {
    guard last >= 1, fits(last) else { return nil }
    var (tooEarly, fitting) = (0, last)
    while fitting - tooEarly > 1 {
      let middle = (tooEarly + fitting) / 2
      if fits(middle) { fitting = middle } else { tooEarly = middle }
    }
    return fitting
  }
}
