/// The regularized incomplete beta function, from which the Student and binomial distributions follow.
///
///     I(x; a, b) = ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt / B(a, b)
///
/// - Accuracy: about 1e-13 relative in whichever tail is small, for `a` and `b` from 0.01 to 5,000,000.
/// - Complexity: O(√max(`a`, `b`)) near the mean, a handful of terms in the tails.
/// - Source: continued fraction DLMF 8.17.22, evaluated by the modified Lentz method; the factor before it in the
///   saddle-point form of C. Loader, "Fast and accurate computation of binomial probabilities" (2000), which has no
///   difference of large logarithms in it.
enum IncompleteBeta {
  /// Both sides of the function at `x`, where `y` is `1 − x` as the caller knows it before rounding.
  static func regularized(a: Double, b: Double, x: Double, y: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (0, 1) }
    if y <= 0 { return (1, 0) }
    let factor = density(a: a, b: b, x: x, y: y)
    // The fraction converges fast below the mean; above it the mirrored one does.
    if x < (a + 1) / (a + b + 2) {
      let lower = factor * continuedFraction(a: a, b: b, x: x) / a
      return (lower, 1 - lower)
    }
    let upper = factor * continuedFraction(a: b, b: a, x: y) / b
    return (1 - upper, upper)
  }

  /// `xᵃ yᵇ / B(a, b)`: the beta density times `x y`.
  static func density(a: Double, b: Double, x: Double, y: Double) -> Double {
    let n = a + b
    let exponent =
      stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y)
    return (a * b / (2 * .pi * n)).squareRoot() * Elementary.exp(exponent)
  }

  private static func continuedFraction(a: Double, b: Double, x: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var value = d
    for m in 1...100_000 {
      let m = Double(m)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 + even * d
      c = 1 + even / c
      d = 1 / (abs(d) < tiny ? tiny : d)
      if abs(c) < tiny { c = tiny }
      value *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 + odd * d
      c = 1 + odd / c
      d = 1 / (abs(d) < tiny ? tiny : d)
      if abs(c) < tiny { c = tiny }
      let change = d * c
      value *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return value
  }

  /// What Stirling's formula leaves out: `log Γ(z + 1) − (z + ½) log z + z − ½ log 2π`.
  private static func stirlingError(_ z: Double) -> Double {
    if z < 16 {
      let halfLogTwoPi = 0.918938533204672741780329736406
      return Elementary.logGamma(z + 1) - (z + 0.5) * Elementary.log(z) + z - halfLogTwoPi
    }
    let inverse = 1 / (z * z)
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - inverse / 1188) * inverse) * inverse) * inverse) / z
  }

  /// `x log(x / mean) + mean − x`, without the cancellation where `x` is near the mean.
  private static func deviance(_ x: Double, _ mean: Double) -> Double {
    let difference = x - mean
    guard abs(difference) < 0.1 * (x + mean) else { return x * Elementary.log(x / mean) - difference }
    let v = difference / (x + mean)
    var sum = difference * v
    var term = 2 * x * v
    for j in 1...1_000 {
      term *= v * v
      let next = sum + term / Double(2 * j + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }
}
