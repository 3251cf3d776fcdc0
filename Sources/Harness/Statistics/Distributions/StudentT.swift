/// Student's t distribution, with any positive real number of degrees of freedom.
///
///     P(|T| > t) = I(ν / (ν + t²); ν/2, 1/2)        with I the regularized incomplete beta function
///
/// - Accuracy: 1e-12 relative in both tails.
/// - Complexity: O(√ν) for a probability, some ten times that for a quantile.
/// - Precondition: `0 < degreesOfFreedom ≤ 10,000,000`.
/// - Source: Abramowitz and Stegun 26.7.1; Welch's fractional degrees of freedom need the real-valued form.
public enum StudentT {
  /// The probability of a value up to `t`.
  public static func cumulative(_ t: Double, degreesOfFreedom: Double) -> Double {
    if t > 0 { return 0.5 + 0.5 * sides(t, degreesOfFreedom).centre }
    return 0.5 * sides(t, degreesOfFreedom).tails
  }

  /// The probability of a value above `t`, with all its digits where it is small.
  public static func upperTail(_ t: Double, degreesOfFreedom: Double) -> Double {
    cumulative(-t, degreesOfFreedom: degreesOfFreedom)
  }

  /// The value that a draw stays below with the given probability.
  ///
  /// - Precondition: `0 < probability < 1`; the result has to stay below 1e150 in magnitude, which only a handful of
  ///   degrees of freedom with a probability under 1e-100 can break.
  public static func quantile(_ probability: Double, degreesOfFreedom: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a quantile needs a probability strictly between 0 and 1")
    check(degreesOfFreedom)
    let centre = probability - 0.5
    if centre == 0 { return 0 }
    let tail = min(probability, 1 - probability)
    let distance = distance(tail: tail, centre: abs(centre), degreesOfFreedom)
    return centre < 0 ? -distance : distance
  }

  /// The probability of both tails beyond ±t, and of what lies between.
  private static func sides(_ t: Double, _ degreesOfFreedom: Double) -> (tails: Double, centre: Double) {
    precondition(!t.isNaN, "Student's distribution has no probability at NaN")
    check(degreesOfFreedom)
    if t.isInfinite { return (0, 1) }
    let (x, y) = arguments(t, degreesOfFreedom)
    let beta = IncompleteBeta.regularized(a: degreesOfFreedom / 2, b: 0.5, x: x, y: y)
    return (beta.lower, beta.upper)
  }

  private static func arguments(_ t: Double, _ degreesOfFreedom: Double) -> (x: Double, y: Double) {
    let total = degreesOfFreedom + t * t
    return total.isInfinite ? (0, 1) : (degreesOfFreedom / total, t * t / total)
  }

  /// Newton's method inside a bracket, on the logarithm of the probability against s = log t: both tails of the
  /// distribution are close to straight lines there, whatever the degrees of freedom.
  private static func distance(tail: Double, centre: Double, _ degreesOfFreedom: Double) -> Double {
    let usesCentre = tail > 0.25
    let target = Elementary.log(2 * (usesCentre ? centre : tail))
    // Positive where s is too large.
    func excess(_ s: Double) -> (value: Double, slope: Double) {
      let t = Elementary.exp(s)
      let (x, y) = arguments(t, degreesOfFreedom)
      let both = sides(t, degreesOfFreedom)
      let probability = usesCentre ? both.centre : both.tails
      let slope = 2 * IncompleteBeta.density(a: degreesOfFreedom / 2, b: 0.5, x: x, y: y) / probability
      let difference = Elementary.log(probability) - target
      return (usesCentre ? difference : -difference, slope)
    }
    var s = Elementary.log(abs(Normal.quantile(tail)))
    var (low, high) = (s, s)
    var reach = 0.5
    while excess(low).value > 0 {
      low -= reach
      reach *= 2
    }
    reach = 0.5
    while excess(high).value < 0 {
      high += reach
      reach *= 2
    }
    for _ in 0..<200 {
      let (value, slope) = excess(s)
      if value > 0 { high = s } else { low = s }
      let newton = s - value / slope
      let next = newton > low && newton < high ? newton : (low + high) / 2
      let step = abs(next - s)
      s = next
      if step <= 4e-16 * max(1, abs(s)) { break }
    }
    return Elementary.exp(s)
  }

  private static func check(_ degreesOfFreedom: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom <= 10_000_000,
      "degrees of freedom have to be above 0 and at most 10,000,000")
  }
}
