import Foundation
import Testing

/// What scipy gave: `Fixtures/oracle.json`, made by `Fixtures/oracle.py`.
struct Oracle: Decodable {
  struct Descriptive: Decodable {
    let name: String
    let samples, probabilities, quantiles: [Double]
    let mean, mad, robustVariation: Double
    let standardDeviation, lag1: Double?
  }
  struct Normal: Decodable { let z, cumulative, p, quantile: [Double] }
  struct Student: Decodable {
    struct Probability: Decodable { let df, t, cumulative, upperTail: Double }
    struct Quantile: Decodable { let df, p, quantile: Double }
    let probabilities: [Probability]
    let quantiles: [Quantile]
  }
  struct Binomial: Decodable {
    let k, n: Int
    let p, cumulative, upperTail: Double
  }
  struct Median: Decodable {
    let samples: [Double]
    let confidence, achieved: Double
    let exact, interpolated: [Double]
  }
  struct Processes: Decodable {
    let a, b: [[Double]]
    let medians: [Double]
    let mean, hypothesis, pValue: Double
    let intervals: [String: [Double]]
  }
  struct Unpaired: Decodable {
    let a, b: [Double]
    let logRatio, degreesOfFreedom, pValue: Double
    let interval: [Double]
  }
  struct MannWhitney: Decodable {
    let a, b: [Double]
    let u, pValue: Double
    let exact: Bool
  }
  struct Holm: Decodable { let p, adjusted: [Double] }
  struct Sign: Decodable {
    let samples: [Double]
    let pValue: Double
  }
  struct Detectable: Decodable {
    let standardError, halfWidth, confidence, power, margin, change: Double
    let df: Double?
  }
  struct Tolerance: Decodable {
    let samples: [Double]
    let quantile, confidence: Double
    let upper, lower: Double?
  }
  struct Spending: Decodable {
    let budget: Double
    let looks: Int
    let late: [Double]
  }

  let descriptive: [Descriptive]
  let normal: Normal
  let student: Student
  let binomial: [Binomial]
  let medianIntervals: [Median]
  let processes: [Processes]
  let unpaired: [Unpaired]
  /// The samples are logarithms here.
  let trimmed: [Unpaired]
  let mannWhitney: [MannWhitney]
  let holm: [Holm]
  let signTests: [Sign]
  let splitMix: [String: [String]]
  let detectable: [Detectable]
  let spending: [Spending]
  let tolerance: [Tolerance]

  static func load() throws -> Oracle {
    let file = try #require(Bundle.module.url(forResource: "Fixtures/oracle", withExtension: "json"))
    return try JSONDecoder().decode(Oracle.self, from: Data(contentsOf: file))
  }
}

/// Whether two numbers agree to a relative error; equal ones always do.
func agree(_ actual: Double, _ expected: Double, within relative: Double = 1e-10) -> Bool {
  actual == expected || abs(actual - expected) <= relative * max(abs(actual), abs(expected))
}

/// The same for optional numbers: both missing, or both there and close.
func agree(_ actual: Double?, _ expected: Double?) -> Bool {
  guard let actual, let expected else { return actual == nil && expected == nil }
  return agree(actual, expected, within: 1e-10)
}
