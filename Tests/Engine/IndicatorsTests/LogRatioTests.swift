import Foundation
import TickmarkFrames
import Testing

@testable import TickmarkIndicators

/// The logarithm that log returns are made of.
@Suite struct LogRatioTests {
  /// Ratios from 1 ± 1e-16 to the ends of Float64, and around the ends of the series' range.
  static let spreads = [1e-16, 1e-12, 1e-6, 0.02, 0.4, 0.7, 3, 700]

  #if arch(x86_64)
    @Test(arguments: spreads) func `it is right to four units in the last place`(_ spread: Double) {
      var worst = 0.0
      for index in 0..<20_000 {
        let base = 1 + 999 * SplitMix.unit(seed: 1, index)
        let value = base * Foundation.exp(spread * (2 * SplitMix.unit(seed: 2, index) - 1))
        let result = LogRatio.of(value, over: base)
        let exact = reference(value, base)
        if exact == 0 {
          #expect(result == 0)
        } else {
          worst = max(worst, Double(abs(Float80(result) - exact) / Float80(Double(exact).ulp)))
        }
      }
      #expect(worst <= 4, "\(worst) units")
    }

    /// Without a ratio that rounds to 1, or a difference that rounds to −1.
    private func reference(_ value: Double, _ base: Double) -> Float80 {
      let ratio = Float80(value) / Float80(base)
      return abs(ratio - 1) < 0.5
        ? Foundation.log1p((Float80(value) - Float80(base)) / Float80(base)) : Foundation.log(ratio)
    }
  #endif

  @Test(arguments: spreads) func `sixteen side by side are what each is alone`(_ spread: Double) {
    for index in 0..<500 {
      var values = SIMD16<Double>()
      var bases = SIMD16<Double>()
      for lane in 0..<16 {
        bases[lane] = 1 + 999 * SplitMix.unit(seed: 3, 16 * index + lane)
        values[lane] = bases[lane] * Foundation.exp(spread * (2 * SplitMix.unit(seed: 4, 16 * index + lane) - 1))
      }
      let results = LogRatio.of(values, over: bases)
      #expect((0..<16).allSatisfy { results[$0] == LogRatio.of(values[$0], over: bases[$0]) })
    }
  }

  @Test func `a ratio and its inverse are the same but for the sign`() {
    for index in 0..<1_000 {
      let (first, second) = (1 + 9 * SplitMix.unit(seed: 5, index), 1 + 9 * SplitMix.unit(seed: 6, index))
      #expect(LogRatio.of(first, over: second) == -LogRatio.of(second, over: first))
    }
  }

  private static let least = Double.leastNormalMagnitude
  static let ends: [(Double, Double, Double)] = [
    (0, 3, -.infinity), (3, 0, .infinity), (5, 5, 0), (-2, -1, 0.6931471805599453),
    (least * 0.75, least * 0.25, 1.0986122886681098), (1e308, 1.5e308, -0.4054651081081644),
    (1e308, 1e-300, 1399.9717365403799),
  ]

  @Test(arguments: ends) func `at the ends of the numbers it is what the formula says`(
    _ value: Double, _ base: Double, _ logarithm: Double
  ) {
    let result = LogRatio.of(value, over: base)
    #expect(result == logarithm || abs(result / logarithm - 1) < 1e-15, "\(result)")
  }

  @Test(arguments: [(-1.0, 1.0), (1, -1), (-3, 1), (0, 0), (.nan, 1), (1, .nan)])
  func `where there is no ratio of one sign there is a gap`(_ value: Double, _ base: Double) {
    #expect(LogRatio.of(value, over: base).isNaN)
  }
}
