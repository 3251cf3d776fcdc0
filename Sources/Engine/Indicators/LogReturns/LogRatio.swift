/// The natural logarithm of the ratio of two numbers.
///
///     ln(value / base) = 2 · artanh(s)      s = (value − base) / (value + base)
///
/// Between 1/√2 and √2 the difference is exact and `s` is small, so that nothing is lost where the ratio is near 1 and
/// one division is enough. Farther apart, the exponents are taken off first and their logarithm is added.
///
/// - Accuracy: 4 units in the last place: the sum, the quotient and the result are each rounded once.
enum LogRatio {
  /// (√2 − 1) / (√2 + 1): up to there the series holds.
  private static let limit = 0.17157287525380990
  /// (2 · artanh(s) / s − 2) / s² as a polynomial in s²: interpolated at the seven Chebyshev points of 0...limit², it
  /// leaves an error of 5e-18 relative to the logarithm.
  private static let series = (
    0.666666666666667, 0.39999999999899505, 0.28571428625975487, 0.2222221113479508, 0.18182889125261723,
    0.15331721600556042, 0.14616449685043406
  )
  /// ln 2 in two parts; the first has 21 zeros at its end, so that its product with an exponent is exact.
  private static let logOfTwo = (high: 0x1.62e42feep-1, low: 1.9082149292705877e-10)

  static func of(_ value: Double, over base: Double) -> Double {
    let sum = value + base
    let s = (value - base) / sum
    // The sum of huge numbers may overflow.
    return abs(s) > limit || sum.isInfinite ? ofFar(value, over: base) : doubleArtanh(s)
  }

  /// Sixteen of them: lane for lane the same operations.
  @inline(__always) static func of(_ value: SIMD16<Double>, over base: SIMD16<Double>) -> SIMD16<Double> {
    let sum = value + base
    let s = (value - base) / sum
    let far = (s .> limit) .| (s .< -limit) .| (sum .== .infinity) .| (sum .== -.infinity)
    let near = doubleArtanh(s)
    return any(far) ? mended(near, value, base) : near
  }

  /// The lanes that are far apart are rare: prices seldom change by 40 % in a day.
  @inline(never) private static func mended(
    _ near: SIMD16<Double>, _ value: SIMD16<Double>, _ base: SIMD16<Double>
  ) -> SIMD16<Double> {
    var result = near
    for lane in 0..<16 { result[lane] = of(value[lane], over: base[lane]) }
    return result
  }

  private static func ofFar(_ value: Double, over base: Double) -> Double {
    if value == 0 { return -.infinity }
    if base == 0 { return .infinity }
    if (value < 0) != (base < 0) { return .nan }
    var exponent = Double(value.exponent - base.exponent)
    var (first, second) = (value.significand, base.significand)
    let root = 2.0.squareRoot()
    if first > root * second {
      second *= 2
      exponent += 1
    } else if second > root * first {
      first *= 2
      exponent -= 1
    }
    let rest = doubleArtanh((first - second) / (first + second))
    return exponent * logOfTwo.high + (rest + exponent * logOfTwo.low)
  }

  private static func doubleArtanh(_ s: Double) -> Double {
    let z = s * s
    var sum = series.6
    sum = series.5 + z * sum
    sum = series.4 + z * sum
    sum = series.3 + z * sum
    sum = series.2 + z * sum
    sum = series.1 + z * sum
    sum = series.0 + z * sum
    return 2 * s + s * (z * sum)
  }

  @inline(__always) private static func doubleArtanh(_ s: SIMD16<Double>) -> SIMD16<Double> {
    let z = s * s
    var sum = SIMD16(repeating: series.6)
    sum = series.5 + z * sum
    sum = series.4 + z * sum
    sum = series.3 + z * sum
    sum = series.2 + z * sum
    sum = series.1 + z * sum
    sum = series.0 + z * sum
    return 2 * s + s * (z * sum)
  }
}
