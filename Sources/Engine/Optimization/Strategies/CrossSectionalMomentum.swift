public import TickmarkFrames
import TickmarkIndicators

/// Every so many days holds the assets that have risen most.
///
///     momentum[t] = close[t] / close[t − lookback] − 1;   the `count` largest are held with equal weights
///
/// Ties go to the assets that come first. An asset without a momentum is not held; where there are fewer with one than
/// `count`, they are all held.
public struct CrossSectionalMomentum: Strategy {
  public static let name = "cross-sectional-momentum"
  public static let summary = "every so many days holds the assets that have risen most"
  public static let parameters = [
    StrategyParameter("lookback", .integer(126), "days of the rise"),
    StrategyParameter("count", .integer(5), "assets that are held"),
    StrategyParameter("every", .integer(21), "days between two choices"),
  ]

  private let lookback: Int
  private let count: Int
  private let every: Int

  public init(_ values: StrategyValues) throws(OptimizationError) {
    lookback = try values.integer("lookback", in: 1...10_000)
    count = try values.integer("count", in: 1...100_000)
    every = try values.integer("every", in: 1...10_000)
  }

  public func fill(_ weights: inout StrategyWeights, from closes: Panel<Float>) throws(OptimizationError) {
    weights.clear()
    var chosen: [Int] = []
    for day in stride(from: lookback, to: closes.days, by: 1) {
      if (day - lookback) % every == 0 { chosen = leaders(closes, day) }
      for asset in chosen { weights.set(1 / Float(chosen.count), day: day, asset: asset) }
    }
  }

  private func leaders(_ closes: Panel<Float>, _ day: Int) -> [Int] {
    let momenta = (0..<closes.assets).compactMap { asset -> (momentum: Float, asset: Int)? in
      let momentum = closes[day, asset] / closes[day - lookback, asset] - 1
      return momentum.isFinite ? (momentum, asset) : nil
    }
    return momenta.sorted { ($0.momentum, -$0.asset) > ($1.momentum, -$1.asset) }.prefix(count).map(\.asset)
  }
}
