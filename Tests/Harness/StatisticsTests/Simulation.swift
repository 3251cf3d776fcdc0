import Foundation
import TickmarkStatistics

/// Samples of which the truth is known, drawn from a seed.
enum Population: String, CaseIterable, Sendable {
  case normal, lognormal, exponential, pareto

  /// The true median.
  var median: Double {
    switch self {
    case .normal: 0
    case .lognormal: 1
    case .exponential: log(2)
    case .pareto: pow(2, 1 / 1.5)
    }
  }

  /// The true 95th percentile.
  var percentile95: Double {
    switch self {
    case .normal: 1.644_853_626_951_472_6
    case .lognormal: exp(1.644_853_626_951_472_6)
    case .exponential: -log(0.05)
    case .pareto: pow(0.05, -1 / 1.5)
    }
  }

  func draw(_ source: inout SplitMix64) -> Double {
    switch self {
    case .normal: source.nextNormal()
    case .lognormal: exp(source.nextNormal())
    case .exponential: -log(1 - source.nextUnit())
    case .pareto: pow(1 - source.nextUnit(), -1 / 1.5)  // infinite variance
    }
  }
}

extension SplitMix64 {
  /// One standard normal draw, by the method of Box and Muller (1958).
  mutating func nextNormal() -> Double {
    (-2 * log(1 - nextUnit())).squareRoot() * cos(2 * .pi * nextUnit())
  }

  /// Rounds whose noise remembers the round before: a stationary first-order autoregression of variance 1.
  mutating func autoregression(rounds: Int, correlation: Double) -> [Double] {
    var state = nextNormal()
    let fresh = (1 - correlation * correlation).squareRoot()
    return (0..<rounds).map { _ in
      defer { state = correlation * state + fresh * nextNormal() }
      return state
    }
  }
}

/// The part of the repetitions in which something happened; its standard error is √(p (1 − p) / repetitions).
func frequency(_ repetitions: Int, seed: UInt64, _ happened: (inout SplitMix64) -> Bool) -> Double {
  var source = SplitMix64(seed: seed)
  var count = 0
  for _ in 0..<repetitions where happened(&source) { count += 1 }
  return Double(count) / Double(repetitions)
}
