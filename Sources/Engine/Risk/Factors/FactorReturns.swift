public import TickmarkAgreement
public import TickmarkFrames
import TickmarkMemory

/// What each factor returned on each day, by the assets' loadings on it.
///
///     factor[day, k] = Σ over assets of returns[day, asset] · loadings[k, asset]
///
/// - Shape: returns `days` × `assets`, loadings `factors` × `assets`; `days` × `factors` out.
/// - Units: returns in fractions; loadings as the model has them.
/// - Gaps: none are taken, as in `Covariance`.
/// - Agreement: |f − truth| ≤ 1e-5 · ‖returns of the day‖ · ‖loadings of the factor‖. `scalar` sums in Float64 and rounds once.
/// - Threads: `simd` and `blas` share the days in parts of 128; the result does not depend on the number of threads. `blas`
///   keeps OpenBLAS on one thread meanwhile, as `Covariance` does.
/// - Complexity: O(`days` · `assets` · `factors`) time; no allocation once the workspace has been used.
public enum FactorReturns<Element: RiskElement> {
  /// - Returns: why a device did not compute, and then the workspace holds no result; nil where it does.
  public typealias Body = @Sendable (FactorInput<Element>, inout FactorWorkspace<Element>) -> DeviceError?

  /// Of `FactorWorkspace.values(of:)`.
  public static var agreement: Agreement { .within(relative: 0, absolute: 1e-5) }
  public static var variants: [Variant<Body>] { [scalar, simd, blas, cuda] }

  /// Days that one thread takes at a time: their rows of 2,000 assets fill a second-level cache of 1 MiB.
  static var part: Int { 128 }
}

/// Returns and loadings that fit together.
public struct FactorInput<Element: RiskElement>: Sendable {
  public let returns: Panel<Element>
  /// A row a factor, a column an asset.
  public let loadings: Matrix<Element>

  /// - Throws: where shapes differ, there is nothing, or a value is missing.
  public init(returns: Panel<Element>, loadings: Matrix<Element>) throws(RiskError) {
    guard returns.assets > 0 else { throw .noAssets }
    guard returns.days >= 1 else { throw .tooFewDays(days: returns.days, needed: 1) }
    guard loadings.rows > 0 else { throw .noFactors }
    guard loadings.columns == returns.assets else {
      throw .mismatchedLoadings(assets: returns.assets, columns: loadings.columns)
    }
    for factor in 0..<loadings.rows {
      for asset in 0..<loadings.columns where !loadings[factor, asset].isFinite {
        throw .badLoading(factor: factor, asset: asset)
      }
    }
    if let gap = Returns<Element>.firstGap(in: returns) { throw .gap(day: gap.day, asset: gap.asset) }
    self.returns = returns
    self.loadings = loadings
  }
}

/// The memory of factor returns, owned by the caller and used again for the next ones of the same shape.
public struct FactorWorkspace<Element: RiskElement>: ~Copyable {
  public let days: Int
  public let assets: Int
  public let factors: Int
  /// `days` × `factors`.
  public internal(set) var factorReturns: MutableMatrix<Element>
  /// The returns by rows, whole tiles.
  var rows: AlignedBuffer<Element>
  /// The loadings `[tile][factor][lane]`, 0 past the last asset.
  var loadingTiles: AlignedBuffer<Element>
  /// The loadings by rows.
  var loadings: AlignedBuffer<Element>

  public init(days: Int, assets: Int, factors: Int) {
    (self.days, self.assets, self.factors) = (days, assets, factors)
    let padded = Panel<Element>.tiles(for: assets) * 16
    factorReturns = MutableMatrix(rows: days, columns: factors)
    rows = AlignedBuffer(count: days * padded, repeating: 0)
    loadingTiles = AlignedBuffer(count: factors * padded, repeating: 0)
    loadings = AlignedBuffer(count: factors * assets, repeating: 0)
  }

  var rowStride: Int { Panel<Element>.tiles(for: assets) * 16 }

  func check(_ input: FactorInput<Element>) {
    precondition(
      input.returns.days == days && input.returns.assets == assets && input.loadings.rows == factors,
      "a workspace is made for its shape")
  }

  /// The result as a panel, an asset a factor: what `Covariance` takes.
  public var panel: Panel<Element> {
    Panel(days: days, assets: factors) { factorReturns.values[$0 * factors + $1] }
  }

  /// The result over the norms of the agreement, and 2 more (as `CovarianceValues`), day by day.
  public func values(of input: FactorInput<Element>) -> [Double] {
    let dayNorms = (0..<days).map { day in
      (0..<assets).reduce(0.0) { $0 + Double(input.returns[day, $1]) * Double(input.returns[day, $1]) }.squareRoot()
    }
    let factorNorms = (0..<factors).map { factor in
      (0..<assets).reduce(0.0) { $0 + Double(input.loadings[factor, $1]) * Double(input.loadings[factor, $1]) }
        .squareRoot()
    }
    return (0..<days * factors).map { place in
      let scale = dayNorms[place / factors] * factorNorms[place % factors]
      return 2 + (scale == 0 ? Double(factorReturns.values[place]) : Double(factorReturns.values[place]) / scale)
    }
  }
}
