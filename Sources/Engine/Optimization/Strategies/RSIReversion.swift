public import TickmarkFrames
import TickmarkIndicators

/// Buys what has fallen too fast and sells it once it has recovered.
///
///     enter where rsi[t] < lower;   leave where rsi[t] > upper;   else as on the day before
///
/// A day without an RSI leaves.
public struct RSIReversion: Strategy {
  public static let name = "rsi-reversion"
  public static let summary = "buys below the lower RSI and holds until the upper one"
  public static let parameters = [
    StrategyParameter("period", .integer(14), "days of the RSI"),
    StrategyParameter("lower", .float(30), "buys below it, 0 to 100"),
    StrategyParameter("upper", .float(55), "sells above it, 0 to 100"),
  ]

  private let indicator: RSI
  private let lower: Float
  private let upper: Float

  public init(_ values: StrategyValues) throws(OptimizationError) {
    let period = try values.integer("period", in: 2...10_000)
    lower = Float(try values.number("lower", in: 0...100))
    upper = Float(try values.number("upper", in: 0...100))
    guard lower <= upper else {
      throw .badParameters(strategy: Self.name, problem: "'lower' \(lower) is above 'upper' \(upper)")
    }
    do { indicator = try RSI(period: period) } catch { throw .badParameters(strategy: Self.name, problem: "\(error)") }
  }

  public func fill(_ weights: inout StrategyWeights, from closes: Panel<Float>) throws(OptimizationError) {
    let (lower, upper) = (SIMD16(repeating: lower), SIMD16(repeating: upper))
    try weights.fill(from: closes, with: [indicator]) { _, columns, share, weights in
      let nothing = SIMD16<Float>(repeating: 0)
      var held = nothing
      for day in 0..<weights.count {
        let rsi = columns[day]
        held = held.replacing(with: share, where: rsi .< lower)
        held = held.replacing(with: nothing, where: (rsi .> upper) .| (rsi .!= rsi))
        weights[day] = held
      }
    }
  }
}
