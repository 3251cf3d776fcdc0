import Glibc
public import TickmarkAgreement
public import TickmarkFrames

/// How the returns of all assets move together: an N × N matrix, both halves filled.
///
///     c[i, j] = factor · Σ over days of weight · (x[i] − m[i]) · (x[j] − m[j])
///
/// with the means `m`, weights and factor of the rule (`CovarianceRule`). Values are centred with Float64 means before they
/// are rounded to the element, so that a mean far from 0 costs no digits.
///
/// - Shape: returns `days` × `assets`, at least two days; `assets` × `assets` numbers out, and a shrinkage.
/// - Units: returns in fractions; covariances in fractions squared a day.
/// - Gaps: none are taken; `Returns` leaves days with gaps out, or says where one is.
/// - Agreement: |c − truth| ≤ 1e-5 · √(c[i, i] · c[j, j]). Small covariances are differences of large sums: none of the variants
///   can give them more digits, and no use of the matrix asks for them. `scalar` sums in Float64 and rounds once.
/// - Threads: `simd` and `blas` share blocks of up to 256 × 256 or 512 × 512 between the threads of `WorkerTeam.shared`; the result does not
///   depend on how many there are. `blas` has OpenBLAS compute each block on the thread that took it, and therefore sets
///   the library's thread count to 1 and back: a caller that uses OpenBLAS at the same time computes on one thread too
///   while the call lasts, and a count set meanwhile is lost.
/// - Complexity: O(`days` · `assets`²) time; no allocation once the workspace has been used.
public enum Covariance<Element: RiskElement> {
  /// - Returns: why a device did not compute, and then the workspace holds no result; nil where it does.
  public typealias Body = @Sendable (CovarianceInput<Element>, inout CovarianceWorkspace<Element>) -> DeviceError?

  /// Of `CovarianceValues`.
  public static var agreement: Agreement { .within(relative: 0, absolute: 1e-5) }
  public static var variants: [Variant<Body>] { [scalar, simd, blas, cuda] }
}

/// What a covariance is computed of.
public struct CovarianceInput<Element: RiskElement>: Sendable {
  public let returns: Panel<Element>
  public let rule: CovarianceRule

  /// - Throws: where there are fewer than two days or no asset, a value is missing, or the rule makes no sense.
  public init(returns: Panel<Element>, rule: CovarianceRule = .sample) throws(RiskError) {
    guard returns.assets > 0 else { throw .noAssets }
    guard returns.days >= 2 else { throw .tooFewDays(days: returns.days, needed: 2) }
    try rule.check()
    if let gap = Returns<Element>.firstGap(in: returns) { throw .gap(day: gap.day, asset: gap.asset) }
    self.returns = returns
    self.rule = rule
  }
}

/// A covariance as values that can be compared by one tolerance: logarithms of the variances, of which a difference of 1e-5
/// is one of 1e-5 relative, and correlations.
///
/// To these 2 is added, so that the largest relative error that a report shows is that of the contract within a factor of
/// three, and not one of correlations near 0.
public struct CovarianceValues: Agreeing, Sendable {
  public let values: [Double]

  init<Element: RiskElement>(_ matrix: borrowing MutableMatrix<Element>) {
    let order = matrix.rows
    let variances = (0..<order).map { Double(matrix.values[$0 * order + $0]) }
    var values: [Double] = []
    values.reserveCapacity(order * order)
    for row in 0..<order {
      for column in 0..<order {
        let value = Double(matrix.values[row * order + column])
        values.append(
          row == column ? log(value) : 2 + value / (variances[row] * variances[column]).squareRoot())
      }
    }
    self.values = values
  }

  public func compare(with reference: CovarianceValues, _ comparison: inout OutputComparison) {
    comparison.part(".count") { $0.equal(values.count, reference.values.count) }
    for index in 0..<min(values.count, reference.values.count) {
      comparison.value(values[index], reference.values[index], index)
    }
  }
}
