import Glibc
import TickmarkTypesetting

/// How a cost grows: `cost = factor · sizeᵉ`, fitted by least squares on logarithms.
struct PowerLaw: Equatable {
  let exponent: Double
  let factor: Double
  /// Standard error of the exponent; absent with two points, which any line meets.
  let exponentError: Double?

  /// Nil with fewer than two different sizes.
  init?(sizes: [Double], costs: [Double]) {
    let points = zip(sizes, costs).filter { $0.0 > 0 && $0.1 > 0 && $0.0.isFinite && $0.1.isFinite }
    let count = Double(points.count)
    guard points.count >= 2 else { return nil }
    let x = points.map { log($0.0) }
    let y = points.map { log($0.1) }
    let meanX = x.reduce(0, +) / count
    let meanY = y.reduce(0, +) / count
    let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    guard spread > 1e-12 else { return nil }
    let slope = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
    let intercept = meanY - slope * meanX
    let residual = zip(x, y).reduce(0) { sum, point in
      let miss = point.1 - intercept - slope * point.0
      return sum + miss * miss
    }
    exponent = slope
    factor = exp(intercept)
    exponentError = points.count > 2 ? sqrt(residual / (count - 2) / spread) : nil
  }

  func cost(at size: Double) -> Double { factor * pow(size, exponent) }

  /// `time ∝ n^1.02 ± 0.03`
  var text: String { "time ∝ n^\(exponentText)" }

  /// `1.02 ± 0.03`
  var exponentText: String {
    let error = exponentError.map { $0 < 0.005 ? " ± <0.01" : " ± \(Decimals.fixed($0, 2))" } ?? ""
    return Decimals.fixed(exponent, 2) + error
  }
}
