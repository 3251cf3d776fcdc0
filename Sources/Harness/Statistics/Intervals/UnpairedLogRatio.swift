/// How much longer `b` takes than `a`, where the two never met in one process or one round.
///
///     logRatio = mean log b − mean log a,   standardError² = sₐ²/nₐ + s_b²/n_b
///     ν = standardError⁴ / ((sₐ²/nₐ)² / (nₐ − 1) + (s_b²/n_b)² / (n_b − 1))
///
/// Takes one number a process (its median time), since rounds of one process are not independent.
///
/// - Units: none. `ratio` above 1: `b` is slower.
/// - Edge cases: where neither side has any spread the interval is a point, and ν is nₐ + n_b − 2.
/// - Complexity: O(nₐ + n_b).
/// - Source: B. Welch (1947), "The generalization of Student's problem when several different population variances are
///   involved", Biometrika 34; F. Satterthwaite (1946) for ν.
public struct UnpairedLogRatio: Sendable {
  public let logRatio: Double
  public let standardError: Double
  public let degreesOfFreedom: Double

  /// - Precondition: at least two samples a side, all positive and finite.
  public init(a: [Double], b: [Double]) {
    let areTimes = a.allSatisfy { $0 > 0 && $0.isFinite } && b.allSatisfy { $0 > 0 && $0.isFinite }
    precondition(areTimes, "a ratio needs positive, finite samples")
    self.init(logsOfA: a.map(Elementary.log), logsOfB: b.map(Elementary.log))
  }

  /// From logarithms, of times or of ratios to a yardstick.
  ///
  /// With `trimming` above 0 that share of each side is cut off at both ends (Yuen's test): one process in ten that had
  /// bad luck then widens the interval a little and moves the estimate hardly at all, where Welch's would be useless.
  ///
  ///     g = ⌊trimming · n⌋,  h = n − 2g,  mean of the middle h,  variance (n − 1) · s_w² / (h · (h − 1)),  ν with h for n
  ///
  /// where s_w is the deviation of the samples with the g ends replaced by their innermost neighbours.
  ///
  /// - Precondition: at least two samples a side after trimming, all finite; trimming in `0..<0.5`.
  /// - Source: K. Yuen (1974), "The two-sample trimmed t for unequal population variances", Biometrika 61.
  public init(logsOfA: [Double], logsOfB: [Double], trimming: Double = 0) {
    precondition(trimming >= 0 && trimming < 0.5, "less than half can be trimmed")
    precondition((logsOfA + logsOfB).allSatisfy(\.isFinite), "a ratio needs positive, finite samples")
    let first = Self.moments(logsOfA, trimming)
    let second = Self.moments(logsOfB, trimming)
    precondition(first.kept >= 2 && second.kept >= 2, "a spread needs at least two processes a side")
    let variance = first.variance + second.variance
    logRatio = second.mean - first.mean
    standardError = variance.squareRoot()
    let (freedomA, freedomB) = (Double(first.kept - 1), Double(second.kept - 1))
    // In shares of the variance rather than powers of it, which could underflow.
    let (shareA, shareB) = (first.variance / variance, second.variance / variance)
    degreesOfFreedom =
      variance > 0 ? 1 / (shareA * shareA / freedomA + shareB * shareB / freedomB) : freedomA + freedomB
  }

  public var ratio: Double { Elementary.exp(logRatio) }

  /// `logRatio ± t(1 − α/2; ν) · standardError`.
  public func interval(confidence: Double) -> Interval {
    let error = errorBeside(confidence)
    let halfWidth = -StudentT.quantile(error / 2, degreesOfFreedom: degreesOfFreedom) * standardError
    return Interval(lower: logRatio - halfWidth, upper: logRatio + halfWidth, confidence: confidence)
  }

  /// The two-sided p-value of Welch's test: the smallest error at which the interval excludes `hypothesis`.
  public func pValue(against hypothesis: Double = 0) -> Double {
    precondition(hypothesis.isFinite, "a hypothesis has to be a finite log-ratio")
    return twoSidedPValue(
      difference: logRatio - hypothesis, standardError: standardError, degreesOfFreedom: degreesOfFreedom)
  }

  /// The trimmed mean, the variance of that mean, and how many samples it is of.
  private static func moments(_ logs: [Double], _ trimming: Double) -> (mean: Double, variance: Double, kept: Int) {
    let sorted = logs.sorted()
    let cut = Int(trimming * Double(sorted.count))
    let kept = sorted.count - 2 * cut
    guard kept >= 2 else { return (0, 0, kept) }
    let middle = sorted[cut..<cut + kept]
    let winsorised = sorted.map { min(max($0, middle[cut]), middle[cut + kept - 1]) }
    let deviation = Dispersion.standardDeviation(of: winsorised) ?? 0
    let variance = Double(sorted.count - 1) * deviation * deviation / Double(kept * (kept - 1))
    return (Dispersion.mean(of: middle) ?? 0, variance, kept)
  }
}
