import TickmarkAgreement
import TickmarkFrames
import TickmarkRisk

/// What makes a covariance, or the limits on it, awkward.
enum PortfolioHazard: String, CaseIterable {
  case plain, cash, twins, equalReturns, noReturns, tightCap, oneAtItsBound, long, short
}

extension Subject {
  /// Objectives: where several weights are best, variants may differ in them.
  static let portfolio = Subject(
    name: "portfolio", variants: Portfolio.variants.map(\.name),
    shapes: [1, 2, 3, 7, 8, 9, 15, 16, 17, 33].map { Shape(days: 2 * $0 + 3, assets: $0) },
    hazards: PortfolioHazard.allCases.map(\.rawValue)
  ) { hazard, shape, seed in
    let problem = try PortfolioHazard.allCases[hazard].problem(shape, seed: seed)
    let objectives = try Portfolio.variants.map { variant in
      var workspace = PortfolioWorkspace()
      return try [0, 0.7, 3].map {
        try variant.body(problem, .returnLessRisk(aversion: $0), &workspace).objective
      } + [variant.body(problem, .minimumRisk, &workspace).objective]
    }
    return objectives.map { OutputComparison.of($0, with: objectives[0], Portfolio.agreement) }
  }
}

extension PortfolioHazard {
  fileprivate func problem(_ shape: Shape, seed: UInt64) throws -> PortfolioProblem {
    let count = shape.assets
    let prices = ReferenceMarket.prices(days: shape.days, assets: count, seed: seed, as: Double.self)
    // Twins are the asset before them.
    let column = { (asset: Int) in self == .twins ? asset / 2 : asset }
    let moves = (0..<count).map { asset in
      (1..<shape.days).map { prices[$0, column(asset)] / prices[$0 - 1, column(asset)] - 1 }
    }
    let covariance = Matrix<Double>(rows: count, columns: count) { row, other in
      if self == .cash, row == 0 || other == 0 { return 0 }
      return zip(moves[row], moves[other]).reduce(0) { $0 + $1.0 * $1.1 } + (row == other ? 1e-3 : 0)
    }
    let returns = (0..<count).map { asset in
      switch self {
      case .equalReturns: 0.1
      case .noReturns: 0.0
      // Less than what is paid for risk, or the kink beside it would be what is compared.
      case .cash where asset == 0: -1.0
      default: moves[column(asset)].reduce(0, +)
      }
    }
    let least = 1 / Double(count)
    var upper = Array(repeating: self == .tightCap ? least : min(1, 3 * least), count: count)
    var lower = Array(repeating: self == .short ? -least : 0, count: count)
    if self == .oneAtItsBound { (lower[0], upper[0]) = (least, least) }
    if self == .long { upper = upper.map { _ in 5 } }
    return try PortfolioProblem(
      expectedReturns: returns, covariance: PortfolioCovariance(covariance),
      limits: PortfolioLimits(lower: lower, upper: upper))
  }
}
