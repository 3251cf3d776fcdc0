/// Whether the samples of one side tend to be larger, by ranks alone: for imported results that were never paired.
///
///     U = #{(i, j): a[i] > b[j]} + ½ #{(i, j): a[i] = b[j]}
///
/// U / (nₐ n_b) is the chance that a sample of `a` exceeds one of `b`. The p-value is two-sided.
///
/// - Units: only the order of the samples counts; both sides in the same unit.
/// - Exact where no two samples are equal and there are at most 50 in all; else the normal approximation with the
///   correction for ties and for continuity. All samples equal gives p = 1.
/// - Complexity: O(`n` log `n`); the exact p-value O(nₐ n_b min(nₐ, n_b)).
/// - Source: H. Mann and D. Whitney (1947), Annals of Mathematical Statistics 18.
public struct MannWhitney: Sendable, Hashable {
  public enum Method: Sendable, Hashable { case exact, normal }

  /// The pairs in which `a` is the larger; `nₐ n_b − u` are those in which `b` is.
  public let u: Double
  public let pValue: Double
  public let method: Method

  /// - Precondition: neither side is empty, and no sample is NaN.
  public init(a: [Double], b: [Double]) {
    precondition(!a.isEmpty && !b.isEmpty, "a comparison needs samples on both sides")
    let ranks = Self.ranks(a, b)
    let (countA, countB) = (Double(a.count), Double(b.count))
    let u = ranks.sumOfA - countA * (countA + 1) / 2
    let larger = max(u, countA * countB - u)
    self.u = u
    if ranks.tieTerm == 0 && a.count + b.count <= 50 {
      method = .exact
      pValue = min(1, 2 * Self.exactUpperTail(Int(larger), a.count, b.count))
      return
    }
    method = .normal
    let total = countA + countB
    let variance = countA * countB / 12 * (total + 1 - ranks.tieTerm / (total * (total - 1)))
    let distance = larger - countA * countB / 2 - 0.5
    pValue = variance > 0 ? min(1, 2 * Normal.upperTail(distance / variance.squareRoot())) : 1
  }

  /// The sum of `a`'s ranks, equal samples sharing their mean rank, and Σ (t³ − t) over the groups of `t` equal ones.
  private static func ranks(_ a: [Double], _ b: [Double]) -> (sumOfA: Double, tieTerm: Double) {
    let sorted = Quantile.sorted(a + b)
    let fromA = a.sorted()
    var (sumOfA, tieTerm) = (0.0, 0.0)
    var (start, next) = (0, 0)
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count && sorted[end] == sorted[start] { end += 1 }
      let ties = Double(end - start)
      let rank = Double(start + end + 1) / 2
      while next < fromA.count && fromA[next] == sorted[start] {
        sumOfA += rank
        next += 1
      }
      tieTerm += ties * ties * ties - ties
      start = end
    }
    return (sumOfA, tieTerm)
  }

  /// P(U ≥ u) when every interleaving of the two sides is equally likely.
  ///
  /// The number of interleavings with each U are the coefficients of the Gaussian binomial ∏ (1 − qⁿ⁺ⁱ) / (1 − qⁱ):
  /// whole numbers below 2⁵³ for up to 50 samples, so doubles hold them exactly.
  private static func exactUpperTail(_ u: Int, _ countA: Int, _ countB: Int) -> Double {
    let (small, large) = (min(countA, countB), max(countA, countB))
    var ways = [Double](repeating: 0, count: countA * countB + 1)
    ways[0] = 1
    for step in 1...small {
      for index in stride(from: ways.count - 1, through: large + step, by: -1) {
        ways[index] -= ways[index - large - step]
      }
      if step < ways.count {
        for index in step..<ways.count { ways[index] += ways[index - step] }
      }
    }
    return ways[u...].reduce(0, +) / ways.reduce(0, +)
  }
}
