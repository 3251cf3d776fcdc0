/// Maximises expected return − λ · standard deviation by working on the assets that are at neither bound.
///
/// With some weights free, the rest at their bounds and the held rows `A` kept, the best free weights have a closed form: at
/// `Σw = t·(μ − Aᵀy)` the weights are `w₀ + t·w₁`, with variance `q₀ + q₂·t²`, and `t = √(q₀/(λ² − q₂))`. Each step goes there, or as
/// far as the first limit; what stands in the way is held, and what pulls the wrong way is let go.
///
/// - Complexity: O(n·k + k²·r) a step, k free assets and r held rows; some two to four steps an asset that is not at its first bound.
/// - Source: Nocedal and Wright, Numerical Optimization, 16.5 (active sets); Markowitz, 1956, for the form along a segment.
struct ActiveSet {
  let returns: [Double]
  let covariance: PortfolioCovariance
  let lower: [Double]
  let upper: [Double]
  let rows: LimitRows
  let aversion: Double
  /// Added to each variance, as a fraction of it.
  let ridge: Double

  var assets: Int { lower.count }

  enum Outcome: Equatable { case optimal, singular, unfinished }

  /// Far more steps than any problem has taken; the certificate tells what is missing where they do not suffice.
  private var limit: Int { 20 * (assets + rows.count) + 200 }

  /// Ends at an optimum, at the limit of steps, or at an asset whose variance the free ones explain.
  func climb(_ work: inout PortfolioWorkspace, steps: inout Int) -> Outcome {
    for _ in 0..<limit {
      steps += 1
      let step = direct(&work)
      if advance(&work, step) { continue }
      guard let strongest = strongestPull(&work, step) else { return .optimal }
      if strongest >= assets {
        work.rowPlaces[strongest - assets] = .free
      } else {
        work.places[strongest] = .free
        guard free(strongest, &work) else { return .singular }
      }
    }
    return .unfinished
  }

  /// What stabilises an asset's variance. One without any gets a trace, so that cash can be free.
  func extra(_ asset: Int) -> Double {
    let variance = covariance.variance(asset)
    if variance > 0 { return ridge * variance }
    return covariance.largestVariance > 0 ? Self.trace * covariance.largestVariance : 1
  }

  private static let trace = 1e-14
  /// What rounding leaves of a variance that others explain, as a fraction of it.
  private static let singularity = 1e-13

  func free(_ asset: Int, _ work: inout PortfolioWorkspace) -> Bool {
    work.factor.append(
      asset, row: covariance.row(asset), variance: covariance.variance(asset) + extra(asset),
      tolerance: Self.singularity)
  }
}
