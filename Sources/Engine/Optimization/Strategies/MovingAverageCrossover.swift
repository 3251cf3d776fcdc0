public import TickmarkFrames
import TickmarkIndicators

/// Holds an asset while its fast moving average is above its slow one.
///
///     weight[t] = 1 / assets where sma(fast)[t] > sma(slow)[t], else 0
///
/// Equal windows never hold anything.
public struct MovingAverageCrossover: Strategy {
  public static let name = "moving-average-crossover"
  public static let summary = "holds an asset while its fast average is above its slow one"
  public static let parameters = [
    StrategyParameter("fast", .integer(10), "days of the fast average"),
    StrategyParameter("slow", .integer(50), "days of the slow average"),
  ]

  private let indicators: [any Indicator]

  public init(_ values: StrategyValues) throws(OptimizationError) {
    let (fast, slow) = (try values.integer("fast", in: 1...10_000), try values.integer("slow", in: 1...10_000))
    indicators = fast == slow ? [] : try Self.averages([fast, slow])
  }

  private static func averages(_ periods: [Int]) throws(OptimizationError) -> [any Indicator] {
    do { return try periods.map { try SMA(period: $0) } } catch {
      throw .badParameters(strategy: name, problem: "\(error)")
    }
  }

  public func fill(_ weights: inout StrategyWeights, from closes: Panel<Float>) throws(OptimizationError) {
    guard !indicators.isEmpty else { return weights.clear() }
    try weights.fill(from: closes, with: indicators) { _, columns, share, weights in
      let days = weights.count
      let nothing = SIMD16<Float>(repeating: 0)
      for day in 0..<days {
        // A gap is above nothing.
        weights[day] = nothing.replacing(with: share, where: columns[day] .> columns[days + day])
      }
    }
  }
}
