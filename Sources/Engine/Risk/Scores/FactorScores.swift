public import TickmarkAgreement
public import TickmarkFrames
import TickmarkMemory

/// What several factors together say of each asset, day by day, and its place among the others.
///
///     z[f]  = (winsorised value − mean of them) / standard deviation of them, across the assets of the day
///     score = Σ over factors of weight[f] · z[f]
///     rank  = 1 for the lowest score of the day; equal scores share the mean of their places
///
/// The standard deviation divides by the number of values. Where all winsorised values of a factor are equal, its z is 0.
///
/// - Shape: factors of `days` × `assets` each; a score and a rank for each day and asset.
/// - Units: factors in any; scores in standard deviations, if the weights sum to 1.
/// - Gaps: a value that is not finite is a gap. An asset with a gap in any factor has neither score nor rank on that day (NaN),
///   and its values of the other factors still count in their means.
/// - Agreement: `.exact`. Sums over assets go by lanes (asset mod 16), tile after tile, folded in halves.
/// - Complexity: O(`days` · `assets` · (`factors` + 1)) time, and for `scalar` a logarithm more; `simd` allocates nothing.
public enum FactorScores<Element: PanelElement> {
  public typealias Body = @Sendable (ScoreInput<Element>, inout ScoreWorkspace) -> Void

  public static var agreement: Agreement { .exact }
  public static var variants: [Variant<Body>] { [scalar, simd] }
}

/// Factors of one shape, what each counts, and how far out their values may lie.
public struct ScoreInput<Element: PanelElement>: Sendable {
  public let factors: [Panel<Element>]
  public let weights: [Double]
  public let winsorising: Winsorising

  /// - Throws: where there is no factor, shapes or numbers differ, a weight is not finite, or the limits are none.
  public init(
    factors: [Panel<Element>], weights: [Double], winsorising: Winsorising = .quantiles(share: 0.01)
  ) throws(RiskError) {
    guard let first = factors.first else { throw .noFactors }
    guard first.assets > 0 else { throw .noAssets }
    for (index, factor) in factors.enumerated() where factor.days != first.days || factor.assets != first.assets {
      throw .mismatchedFactors(
        factor: index, days: factor.days, assets: factor.assets, expectedDays: first.days, expectedAssets: first.assets)
    }
    guard weights.count == factors.count else {
      throw .mismatchedWeights(factors: factors.count, weights: weights.count)
    }
    for (index, weight) in weights.enumerated() where !weight.isFinite {
      throw .badWeight(factor: index, value: weight)
    }
    try winsorising.check()
    self.factors = factors
    self.weights = weights
    self.winsorising = winsorising
  }

  var days: Int { factors[0].days }
  var assets: Int { factors[0].assets }
}

/// The memory of scores, owned by the caller and used again for the next ones of the same shape.
public struct ScoreWorkspace: ~Copyable {
  public let days: Int
  public let assets: Int
  /// `days` × `assets`, NaN for a gap.
  public internal(set) var scores: MutableMatrix<Double>
  public internal(set) var ranks: MutableMatrix<Double>
  /// One day's values of a factor, and its scores so far; vectors of sixteen assets.
  var values: AlignedBuffer<SIMD16<Double>>
  var sums: AlignedBuffer<SIMD16<Double>>
  var order: RadixOrder

  public init(days: Int, assets: Int) {
    (self.days, self.assets) = (days, assets)
    scores = MutableMatrix(rows: days, columns: assets)
    ranks = MutableMatrix(rows: days, columns: assets)
    let tiles = Panel<Double>.tiles(for: assets)
    values = AlignedBuffer(count: tiles, repeating: SIMD16(repeating: 0))
    sums = AlignedBuffer(count: tiles, repeating: SIMD16(repeating: 0))
    order = RadixOrder(capacity: assets)
  }

  func check<Element>(_ input: ScoreInput<Element>) {
    precondition(input.days == days && input.assets == assets, "a workspace is made for its shape")
  }

  /// Scores, then ranks.
  public var results: [Double] {
    (0..<days * assets).map { scores.values[$0] } + (0..<days * assets).map { ranks.values[$0] }
  }
}
