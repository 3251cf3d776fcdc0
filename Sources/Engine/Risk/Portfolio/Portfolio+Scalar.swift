public import TickmarkAgreement

extension Portfolio {
  /// A plain first-order method: moves weight from the asset with the lowest gradient to the one with the highest, as far as that
  /// helps, until all gradients between bounds are equal.
  ///
  /// - Source: Platt, Sequential Minimal Optimization, 1998, for the choice of the pair.
  public static var scalar: Variant<Body> {
    Variant("scalar", Body(climb: climbInPairs))
  }

  @Sendable static func climbInPairs(
    _ climb: Climb, _ work: inout PortfolioWorkspace
  ) throws(PortfolioError) -> Climb.Effort {
    guard climb.rows.count == 1 else { throw .rowsUnsupported(by: "scalar") }
    work.prepare(assets: climb.assets, rows: 1)
    climb.begin(&work)
    var product = [Double](repeating: 0, count: climb.assets)
    for asset in 0..<climb.assets {
      for other in 0..<climb.assets { product[asset] += climb.covariance.matrix[asset, other] * work.weights[other] }
    }
    var steps = 0
    while steps < 1_000_000 {
      let slopes = Slopes(climb, work.weights, product)
      work.multipliers[0] = slopes.middle
      guard let pair = slopes.pair else { break }
      let length = slopes.length(climb, work.weights, product, pair)
      guard length > 0 else { break }
      steps += 1
      work.weights[pair.gaining] += length
      work.weights[pair.losing] -= length
      for asset in 0..<climb.assets {
        product[asset] +=
          length * (climb.covariance.matrix[asset, pair.gaining] - climb.covariance.matrix[asset, pair.losing])
      }
    }
    work.forget()
    return Climb.Effort(steps: steps)
  }
}

/// How steep the objective is: where weight can be gained, and where it can be lost.
private struct Slopes {
  /// The assets whose gradients differ most, of those that can gain and lose; nil where all are level but for rounding.
  let pair: (gaining: Int, losing: Int)?
  /// What the budget's multiplier is: between the highest gradient that can gain and the lowest that can lose.
  let middle: Double
  private let variance: Double

  init(_ climb: Climb, _ weights: [Double], _ product: [Double]) {
    variance = max(zip(weights, product).reduce(0) { $0 + $1.0 * $1.1 }, 0)
    let tightness = variance > 0 ? climb.aversion / variance.squareRoot() : 0
    var (highest, lowest) = (-Double.infinity, Double.infinity)
    var (gaining, losing): (Int?, Int?)
    var scale = 0.0
    for asset in weights.indices {
      let gradient = climb.returns[asset] - tightness * product[asset]
      scale = max(scale, abs(gradient))
      if weights[asset] < climb.limits.upper[asset], gradient > highest { (highest, gaining) = (gradient, asset) }
      if weights[asset] > climb.limits.lower[asset], gradient < lowest { (lowest, losing) = (gradient, asset) }
    }
    if let gaining, let losing {
      pair = highest - lowest > 1e-12 * scale ? (gaining, losing) : nil
      middle = (highest + lowest) / 2
    } else {
      pair = nil
      middle = gaining == nil ? (losing == nil ? 0 : lowest) : highest
    }
  }

  /// How much weight to move.
  ///
  /// The objective along it is `m·a − λ·√(σ² + 2ba + ca²)`. At its maximum `x = b + ca` satisfies `x/√((x² + D)/c) = m/λ` with
  /// `D = cσ² − b²`; where there is none, it rises until a bound.
  func length(
    _ climb: Climb, _ weights: [Double], _ product: [Double], _ pair: (gaining: Int, losing: Int)
  ) -> Double {
    let (gaining, losing) = pair
    let covariance = climb.covariance
    let room = min(
      climb.limits.upper[gaining] - weights[gaining], weights[losing] - climb.limits.lower[losing])
    let gain = climb.returns[gaining] - climb.returns[losing]
    let slope = product[gaining] - product[losing]
    let curvature =
      covariance.variance(gaining) + covariance.variance(losing) - 2 * covariance.matrix[gaining, losing]
    let ratio = climb.aversion > 0 ? gain / climb.aversion : .infinity
    guard curvature > 0, ratio * ratio < curvature else { return room }
    let apart = max(curvature * variance - slope * slope, 0)
    let end = (apart * ratio * ratio / (curvature - ratio * ratio)).squareRoot()
    return min(room, ((ratio < 0 ? -end : end) - slope) / curvature)
  }
}
