import Foundation
import Testing
import TickmarkBacktest
import TickmarkFrames

@testable import TickmarkOptimization

/// Strategies against their definitions, written once more without lanes.
@Suite struct StrategyTests {
  /// 20 assets that walk, so that a second tile is partly filled; one has gaps.
  static let closes: Panel<Float> = {
    var random = TrialRandom(seed: 8, trial: 0)
    var prices = [Float](repeating: 100, count: 20)
    var rows: [[Float]] = []
    for day in 0..<260 {
      for asset in prices.indices { prices[asset] *= Float(1 + 0.04 * (random.nextUnit() - 0.49)) }
      rows.append(prices)
      if day % 50 == 30 { rows[day][7] = .nan }
    }
    return Panel(days: 260, assets: 20) { day, asset in rows[day][asset] }
  }()

  private func weights(_ type: any Strategy.Type, _ values: [String: ParameterValue]) throws -> Panel<Float> {
    var weights = StrategyWeights(for: Self.closes)
    try type.init(StrategyValues(values, of: type)).fill(&weights, from: Self.closes)
    return weights.panel()
  }

  private func average(_ day: Int, _ asset: Int, _ period: Int) -> Double? {
    guard day >= period - 1 else { return nil }
    let window = (day - period + 1...day).map { Double(Self.closes[$0, asset]) }
    return window.contains(where: \.isNaN) ? nil : window.reduce(0, +) / Double(period)
  }

  @Test(arguments: [(3, 10), (10, 3), (20, 50), (5, 5)])
  func `the cross-over holds what its fast average lifts above the slow one`(fast: Int, slow: Int) throws {
    let share = Float(1) / 20
    let weights = try weights(MovingAverageCrossover.self, ["fast": .integer(fast), "slow": .integer(slow)])
    for day in 0..<260 {
      for asset in 0..<20 {
        guard let a = average(day, asset, fast), let b = average(day, asset, slow) else {
          #expect(weights[day, asset] == 0)
          continue
        }
        // Where both agree to the last digits of Float32 either answer is right.
        if abs(a - b) > 1e-5 * a { #expect(weights[day, asset] == (a > b ? share : 0), "\(day) \(asset)") }
      }
    }
  }

  @Test func `reversion holds from below the lower bound until above the upper one`() throws {
    let always = try weights(RSIReversion.self, ["period": .integer(5), "lower": .float(100), "upper": .float(100)])
    #expect(always[100, 0] == Float(1) / 20 && always[3, 0] == 0)
    let never = try weights(RSIReversion.self, ["period": .integer(5), "lower": .float(0), "upper": .float(0)])
    #expect((0..<260).allSatisfy { day in (0..<20).allSatisfy { never[day, $0] == 0 } })
    let some = try weights(RSIReversion.self, ["period": .integer(5), "lower": .float(30), "upper": .float(60)])
    let wider = try weights(RSIReversion.self, ["period": .integer(5), "lower": .float(40), "upper": .float(60)])
    // Whoever enters later is never in where the earlier one is out.
    for day in 0..<260 { for asset in 0..<20 { #expect(some[day, asset] <= wider[day, asset]) } }
    #expect((0..<260).contains { some[$0, 0] > 0 } && (0..<260).contains { some[$0, 0] == 0 })
  }

  @Test func `the break-out enters above its band and leaves below the middle`() throws {
    let weights = try weights(BollingerBreakout.self, ["period": .integer(10), "deviations": .float(1)])
    for asset in 0..<20 {
      for day in 10..<260 where weights[day, asset] != weights[day - 1, asset] {
        guard let middle = average(day, asset, 10) else {
          #expect(weights[day, asset] == 0)
          continue
        }
        let close = Double(Self.closes[day, asset])
        if weights[day, asset] > 0 { #expect(close > middle) } else { #expect(close < middle * (1 + 1e-6)) }
      }
    }
    #expect((0..<260).contains { weights[$0, 3] > 0 })
  }

  @Test func `momentum holds the assets that rose most, with the whole capital`() throws {
    let values: [String: ParameterValue] = ["lookback": .integer(20), "count": .integer(4), "every": .integer(10)]
    let weights = try weights(CrossSectionalMomentum.self, values)
    for day in 20..<260 {
      let held = (0..<20).filter { weights[day, $0] > 0 }
      #expect(held.count == 4 && held.allSatisfy { weights[day, $0] == 0.25 })
      let choice = day - (day - 20) % 10
      func rise(_ asset: Int) -> Float {
        let rise = Self.closes[choice, asset] / Self.closes[choice - 20, asset]
        return rise.isNaN ? -1 : rise
      }
      let least = held.map(rise).min() ?? 0
      #expect((0..<20).filter { !held.contains($0) }.allSatisfy { rise($0) <= least })
    }
    #expect((0..<20).allSatisfy { day in (0..<20).allSatisfy { weights[day, $0] == 0 } })
  }

  @Test(arguments: [
    ("moving-average-crossover", ["fast": ParameterValue.integer(0)]),
    ("moving-average-crossover", ["fast": .float(2.5)]),
    ("moving-average-crossover", ["quick": .integer(5)]),
    ("rsi-reversion", ["lower": .float(60), "upper": .float(40)]),
    ("rsi-reversion", ["lower": .text("low")]), ("bollinger-breakout", ["deviations": .float(.nan)]),
    ("cross-sectional-momentum", ["count": .integer(0)]),
  ]) func `values that make no sense are refused`(name: String, values: [String: ParameterValue]) throws {
    let type = try #require(Strategies.named(name))
    #expect(throws: OptimizationError.self) { try type.init(StrategyValues(values, of: type)) }
  }

  @Test func `usual values are there, and every strategy has a name of its own`() throws {
    for type in Strategies.all { _ = try type.init(StrategyValues([:], of: type)) }
    #expect(Set(Strategies.all.map { $0.name }).count == Strategies.all.count && Strategies.named("hodl") == nil)
  }
}

@Suite struct ObjectiveTests {
  @Test func `objectives and constraints read the same statistics`() throws {
    #expect(Objective.sharpe.direction == .maximize && Objective.maximumDrawdown.direction == .minimize)
    let constraint = try Constraint("max_drawdown <= 0.3")
    #expect(
      constraint.excess(of: 0.2) < 0 && constraint.excess(of: 0.4) > 0 && constraint.excess(of: .nan) == .infinity)
    #expect(try Constraint("all_num_trades >= 10").excess(of: 4) == 6)
  }

  @Test(arguments: ["max_drawdown", "max_drawdown < 0.3", "beauty >= 1", "sharpe >= nan", ""])
  func `a constraint that is none is refused`(text: String) {
    #expect(throws: OptimizationError.self) { try Constraint(text) }
  }
}
