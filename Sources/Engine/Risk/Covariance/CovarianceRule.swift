import Glibc

/// How days count in a covariance, and what it is divided by.
public enum CovarianceRule: Equatable, Sendable {
  /// All days alike, divided by their number less one.
  case sample
  /// All days alike, divided by their number.
  case population
  /// The last day counts 1, the one before it `decay`, and so on; without bias, as pandas' `ewm(adjust=True).cov()`:
  /// `Σw / ((Σw)² − Σw²) · Σ w (x − m)(y − m)ᵀ`, with the weighted means `m`.
  case exponential(decay: Double)
  /// The covariance by `population`, shrunk towards a multiple of the identity as far as Ledoit and Wolf's formula says
  /// ("A well-conditioned estimator for large-dimensional covariance matrices", 2004), with scikit-learn's definitions.
  case ledoitWolf

  /// Days that count half as much as those `halfLife` days later.
  public static func exponential(halfLife: Double) -> CovarianceRule { .exponential(decay: exp2(-1 / halfLife)) }

  func check() throws(RiskError) {
    guard case .exponential(let decay) = self else { return }
    // Below, the weights of all days but the last would be lost beside its own.
    guard decay >= 1e-6, decay < 1 else { throw .badDecay(decay) }
  }

  /// What a day counts that has `later` days after it.
  func weight(later: Int) -> Double {
    if case .exponential(let decay) = self { pow(decay, Double(later)) } else { 1 }
  }

  /// What sums of weighted products are multiplied with.
  func factor(sum: Double, sumOfSquares: Double) -> Double {
    switch self {
    case .sample: 1 / (sum - 1)
    case .population, .ledoitWolf: 1 / sum
    case .exponential: sum / (sum * sum - sumOfSquares)
    }
  }
}
