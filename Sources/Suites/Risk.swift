import TickmarkAgreement
import TickmarkFrames
public import TickmarkMeasurement
import TickmarkRisk

extension Suite {
  /// Portfolio construction asks for a covariance of every asset with every other, and for the returns of its factors.
  ///
  /// `cuda` is there where a device is, and is timed with its transfers; `blas` where OpenBLAS is, and `ssyrk`, its bare call.
  public static let risk = Suite(
    "risk", question: "How much of OpenBLAS's own rate does a whole covariance keep, and when does a device pay?",
    sizes: .smoke(60, 17), .full(252, 500), .large(1_000, 2_000)
  ) { size in
    let returns: Panel<Float> = try .returns(days: size.rows, assets: size.columns)
    try CovarianceRun(returns).operation("covariance")
    try CovarianceRun(returns, rule: .exponential(halfLife: 63)).operation("exponential-covariance")
    try CovarianceRun(returns, rule: .ledoitWolf).operation("shrunk-covariance")
    try FactorRun(returns, factors: 16).operation("factor-returns")
  }

  /// Stocks are ranked every day by what several factors say of them.
  public static let scores = Suite(
    "scores", question: "How many factor scores of stocks a second?", sizes: .smoke(3, 41), .full(1, 4_000),
    .full(21, 4_000)
  ) { size in
    try ScoreRun(days: size.rows, assets: size.columns, factors: 6).operation("scores")
  }
}

extension Panel<Float> {
  /// Of a market of the suites.
  fileprivate static func returns(days: Int, assets: Int) throws -> Panel {
    try Returns(prices: ReferenceMarket.prices(days: days + 1, assets: assets, seed: 42)).panel
  }
}

/// Whether this machine can run a variant: those of libraries that are not there are left out.
private func isAvailable(_ variant: String) -> Bool {
  switch variant {
  case "cuda": if case .failure = CUDALibrary.shared { false } else { true }
  case "blas", "ssyrk": OpenBLAS.failure == nil
  default: true
  }
}

/// One covariance's input and the memory that its runs share.
private final class CovarianceRun {
  private let input: CovarianceInput<Float>
  private var workspace: CovarianceWorkspace<Float>

  init(_ returns: Panel<Float>, rule: CovarianceRule = .sample) throws {
    input = try CovarianceInput(returns: returns, rule: rule)
    workspace = CovarianceWorkspace(days: returns.days, assets: returns.assets)
  }

  /// The reference's rate is the scale: one multiplication for each day and pair of assets.
  func operation(_ name: String) -> Operation {
    let (days, assets) = (input.returns.days, input.returns.assets)
    return Operation(
      name, elements: days * assets * (assets + 1) / 2, unit: "products", agreement: Covariance<Float>.agreement,
      yardsticks: [.vector, .arithmetic]
    ) {
      for variant in Covariance<Float>.variants where isAvailable(variant.name) {
        Variant(variant.name, output: { self.result { $0.values } }) { self.run(variant) }
      }
      if input.rule == .sample, isAvailable("ssyrk") {
        Variant("ssyrk", output: { self.result { $0.bareValues() } }) { self.workspace.bareProduct(of: self.input) }
      }
    }
  }

  /// What stands in the workspace, which is new then: no variant can pass with what another one left.
  private func result(_ values: (inout CovarianceWorkspace<Float>) -> CovarianceValues) -> CovarianceValues {
    defer { workspace = CovarianceWorkspace(days: input.returns.days, assets: input.returns.assets) }
    return values(&workspace)
  }

  private func run(_ variant: TickmarkAgreement.Variant<Covariance<Float>.Body>) {
    let error = variant.body(input, &workspace)
    precondition(error == nil, "\(variant.name) cannot go on: \(error.map(String.init(describing:)) ?? "")")
  }
}

/// One product of returns and loadings, and the memory that its runs share.
private final class FactorRun {
  private let input: FactorInput<Float>
  private var workspace: FactorWorkspace<Float>

  init(_ returns: Panel<Float>, factors: Int) throws {
    let assets = returns.assets
    let loadings = Matrix<Float>(rows: factors, columns: assets) {
      Float(SplitMix.unit(seed: 7, $0 * assets + $1) * 2 - 1)
    }
    input = try FactorInput(returns: returns, loadings: loadings)
    workspace = FactorWorkspace(days: returns.days, assets: assets, factors: factors)
  }

  func operation(_ name: String) -> Operation {
    Operation(
      name, elements: input.returns.days * input.returns.assets * input.loadings.rows, unit: "products",
      agreement: FactorReturns<Float>.agreement, yardsticks: [.vector, .memory]
    ) {
      for variant in FactorReturns<Float>.variants where isAvailable(variant.name) {
        Variant(variant.name, output: { self.result() }) { self.run(variant) }
      }
    }
  }

  /// As a covariance's.
  private func result() -> [Double] {
    defer { workspace = FactorWorkspace(days: workspace.days, assets: workspace.assets, factors: workspace.factors) }
    return workspace.values(of: input)
  }

  private func run(_ variant: TickmarkAgreement.Variant<FactorReturns<Float>.Body>) {
    let error = variant.body(input, &workspace)
    precondition(error == nil, "\(variant.name) cannot go on: \(error.map(String.init(describing:)) ?? "")")
  }
}

/// Factors of one market, and the memory that its runs share.
private final class ScoreRun {
  private let input: ScoreInput<Float>
  private var workspace: ScoreWorkspace

  init(days: Int, assets: Int, factors: Int) throws {
    let panels = (0..<factors).map { factor in
      Panel<Float>(days: days, assets: assets) { day, asset in
        let place = (day * assets + asset) * factors + factor
        // One value in fifty is missing.
        return SplitMix.unit(seed: 8, place) < 0.02 ? .nan : Float(SplitMix.unit(seed: 9, place))
      }
    }
    input = try ScoreInput(factors: panels, weights: (1...factors).map { 1 / Double($0) })
    workspace = ScoreWorkspace(days: days, assets: assets)
  }

  /// A calculation is one factor of one stock on one day.
  func operation(_ name: String) -> Operation {
    Operation(
      name, elements: workspace.days * workspace.assets * input.factors.count, unit: "calculations",
      agreement: FactorScores<Float>.agreement, yardsticks: [.arithmetic, .cache]
    ) {
      for variant in FactorScores<Float>.variants {
        Variant(variant.name, output: { self.result() }) { variant.body(self.input, &self.workspace) }
      }
    }
  }

  /// As a covariance's.
  private func result() -> [Double] {
    defer { workspace = ScoreWorkspace(days: workspace.days, assets: workspace.assets) }
    return workspace.results
  }
}
