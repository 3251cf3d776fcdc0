public import TickmarkFrames
import TickmarkIndicators

/// Buys what breaks out above its upper Bollinger band and holds it while it stays above the middle.
///
///     enter where close[t] > upper[t];   leave where close[t] < middle[t];   else as on the day before
///
/// A day without bands leaves.
public struct BollingerBreakout: Strategy {
  public static let name = "bollinger-breakout"
  public static let summary = "buys above the upper band and holds while above the middle"
  public static let parameters = [
    StrategyParameter("period", .integer(20), "days of the bands"),
    StrategyParameter("deviations", .float(2), "width of the bands in standard deviations"),
  ]

  private let indicator: Bollinger

  public init(_ values: StrategyValues) throws(OptimizationError) {
    let period = try values.integer("period", in: 2...10_000)
    let deviations = try values.number("deviations", in: 0...100)
    do { indicator = try Bollinger(period: period, width: deviations) } catch {
      throw .badParameters(strategy: Self.name, problem: "\(error)")
    }
  }

  public func fill(_ weights: inout StrategyWeights, from closes: Panel<Float>) throws(OptimizationError) {
    let (upper, middle) = (0, 1)  // the order of its columns
    try weights.fill(from: closes, with: [indicator]) { closes, columns, share, weights in
      let days = weights.count
      let nothing = SIMD16<Float>(repeating: 0)
      var held = nothing
      for day in 0..<days {
        let (close, top, centre) = (closes[day], columns[upper * days + day], columns[middle * days + day])
        held = held.replacing(with: share, where: close .> top)
        held = held.replacing(with: nothing, where: (close .< centre) .| (centre .!= centre) .| (close .!= close))
        weights[day] = held
      }
    }
  }
}
