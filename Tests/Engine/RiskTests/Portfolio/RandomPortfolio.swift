import TickmarkFrames
import TickmarkRisk

/// Problems of any size with numbers of a seed.
struct RandomPortfolio {
  var expectedReturns: [Double]
  var covariance: [Double]

  var count: Int { expectedReturns.count }

  /// - Parameter days: of which the covariance is; fewer than assets make it singular.
  init(assets: Int, days: Int, seed: UInt64) {
    var source = Uniform(seed: seed)
    let market = (0..<days).map { _ in source.next() - 0.5 }
    let returns = (0..<assets).map { _ in
      let (beta, own) = (0.5 + source.next(), 0.5 + 2 * source.next())
      return market.map { 0.03 * (beta * $0 + own * (source.next() - 0.5)) }
    }
    expectedReturns = (0..<assets).map { _ in 0.3 * source.next() - 0.1 }
    covariance = []
    for row in returns {
      for column in returns { covariance.append(zip(row, column).reduce(0) { $0 + $1.0 * $1.1 } * 252 / Double(days)) }
    }
  }

  func problem(lower: Double = 0, cap: Double = 0.1, groups: [GroupLimit] = []) throws -> PortfolioProblem {
    try PortfolioProblem(
      expectedReturns: expectedReturns,
      covariance: PortfolioCovariance(Matrix(rows: count, columns: count) { covariance[$0 * count + $1] }),
      limits: PortfolioLimits(
        lower: Array(repeating: lower, count: count), upper: Array(repeating: cap, count: count), groups: groups))
  }

  /// Numbers from 0 to 1: splitmix64.
  struct Uniform {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
    }
  }
}
