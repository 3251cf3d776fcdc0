/// What a comparison could have seen, and how much longer it would have to run to see more.
///
/// - Units: half widths and standard errors are of log-ratios; results are fractions (0.01 is one percent) or rounds.
/// - Complexity: O(1), with one or two quantiles.
public enum MinimumDetectable {
  /// The smallest slowdown that would be called one with the given probability.
  ///
  ///     change = exp(log(1 + margin) + (t(1 − α/2; ν) + t(power; ν)) · standardError) − 1
  ///
  /// A slowdown is called when the whole interval lies above `1 + margin`. The second quantile is Student's too, which
  /// is the usual close approximation of the noncentral distribution, on the careful side.
  ///
  /// - Parameters:
  ///   - standardError: of the log-ratio; 0 or more.
  ///   - degreesOfFreedom: behind that standard error; `nil` takes it as known, and the normal distribution.
  ///   - margin: the fraction below which no change matters; 0 or more.
  /// - Precondition: `0 < confidence < 1` and `0.5 ≤ power < 1`.
  /// - Source: J. Cohen, "Statistical Power Analysis for the Behavioral Sciences" (1988), chapter 2.
  public static func relativeChange(
    standardError: Double, confidence: Double, power: Double, degreesOfFreedom: Double? = nil, margin: Double = 0
  ) -> Double {
    precondition(standardError >= 0 && standardError.isFinite, "a standard error is 0 or more, and finite")
    precondition(power >= 0.5 && power < 1, "a power lies between one half and 1")
    precondition(margin >= 0 && margin.isFinite, "a margin is 0 or more, and finite")
    let multiple =
      quantile(beside: errorBeside(confidence) / 2, degreesOfFreedom)
      + quantile(beside: 1 - power, degreesOfFreedom)
    return Elementary.expm1(Elementary.log1p(margin) + multiple * standardError)
  }

  /// The same from an interval's half width, at the confidence that the interval has.
  ///
  ///     standardError = halfWidth / t(1 − α/2; ν)
  ///
  /// For an order-statistic interval this takes its median as normal, which it nearly is.
  public static func relativeChange(
    halfWidth: Double, confidence: Double, power: Double, degreesOfFreedom: Double? = nil, margin: Double = 0
  ) -> Double {
    precondition(halfWidth >= 0 && halfWidth.isFinite, "a half width is 0 or more, and finite")
    let multiple = quantile(beside: errorBeside(confidence) / 2, degreesOfFreedom)
    return relativeChange(
      standardError: halfWidth / multiple, confidence: confidence, power: power, degreesOfFreedom: degreesOfFreedom,
      margin: margin)
  }

  /// The rounds after which an interval would be as narrow as `target`, if nothing else changed.
  ///
  ///     rounds · (halfWidth / target)²,  rounded up, and no fewer than there are
  ///
  /// Widths shrink with the square root of the number of independent rounds. Saturates at `Int.max`.
  ///
  /// - Precondition: `rounds ≥ 1`, `halfWidth ≥ 0`, `target > 0`.
  public static func rounds(toNarrow halfWidth: Double, to target: Double, from rounds: Int) -> Int {
    precondition(rounds >= 1, "a width comes from at least one round")
    precondition(halfWidth >= 0 && target > 0, "half widths are positive")
    let factor = halfWidth / target
    return max(rounds, Int(exactly: (Double(rounds) * factor * factor).rounded(.up)) ?? .max)
  }

  /// The rounds that would settle an interval that lies across a margin, if its centre is the truth.
  ///
  /// The interval has to shrink until it clears the nearer of `± log(1 + margin)`: both sides of the margin are
  /// answers. `nil` where the centre lies on the margin, and no number would do. An interval that is clear of both
  /// bounds is settled, and its `rounds` come back.
  ///
  /// - Parameter interval: of the log-ratio.
  /// - Precondition: `margin ≥ 0` and `rounds ≥ 1`.
  public static func rounds(toSettle interval: Interval, margin: Double, from rounds: Int) -> Int? {
    precondition(margin >= 0 && margin.isFinite, "a margin is 0 or more, and finite")
    let distance = abs(abs(interval.centre) - Elementary.log1p(margin))
    return distance > 0 ? self.rounds(toNarrow: interval.halfWidth, to: distance, from: rounds) : nil
  }

  private static func quantile(beside tail: Double, _ degreesOfFreedom: Double?) -> Double {
    guard let degreesOfFreedom else { return -Normal.quantile(tail) }
    return -StudentT.quantile(tail, degreesOfFreedom: degreesOfFreedom)
  }
}
