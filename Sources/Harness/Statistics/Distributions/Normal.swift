/// The standard normal distribution: mean 0, standard deviation 1.
///
///     Φ(z) = ½ erfc(−z / √2)
///
/// - Accuracy: 1e-13 relative in both tails, as long as the result is a normal number (|z| < 37).
/// - Complexity: O(1).
/// - Source: `erf` and `erfc` of the C library; the quantile starts from Abramowitz and Stegun 26.2.23 (error below
///   4.5e-4) and takes Halley steps on the function itself.
public enum Normal {
  /// The probability of a value up to `z`; 0 at −∞, 1 at +∞.
  public static func cumulative(_ z: Double) -> Double {
    precondition(!z.isNaN, "the normal distribution has no probability at NaN")
    return 0.5 * Elementary.erfc(-z * squareRootOfHalf)
  }

  /// The probability of a value above `z`: `1 − Φ(z)`, with all its digits where it is small.
  public static func upperTail(_ z: Double) -> Double { cumulative(-z) }

  /// The value that a draw stays below with the given probability.
  ///
  /// - Precondition: `0 < probability < 1`.
  public static func quantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a quantile needs a probability strictly between 0 and 1")
    let centre = probability - 0.5
    if centre == 0 { return 0 }
    // 1 − p is exact from one half upward, so neither tail loses digits.
    let tail = min(probability, 1 - probability)
    return centre < 0 ? -distance(tail: tail, centre: -centre) : distance(tail: tail, centre: centre)
  }

  /// How far from zero the point lies beyond which there is `tail`, and before which, from zero, there is `centre`.
  private static func distance(tail: Double, centre: Double) -> Double {
    let r = (-2 * Elementary.log(tail)).squareRoot()
    var z =
      r - (2.515517 + r * (0.802853 + r * 0.010328)) / (1 + r * (1.432788 + r * (0.189269 + r * 0.001308)))
    for _ in 0..<4 {
      // Near the middle the difference from one half carries the digits, in the tail the tail does.
      let excess =
        tail > 0.25 ? 0.5 * Elementary.erf(z * squareRootOfHalf) - centre : tail - upperTail(z)
      let step = excess / density(z)
      z -= step / (1 + 0.5 * z * step)
    }
    return z
  }

  private static func density(_ z: Double) -> Double {
    0.398942280401432677939946059934 * Elementary.exp(-0.5 * z * z)
  }

  private static let squareRootOfHalf = 0.707106781186547524400844362105
}
