public import TickmarkFrames
import TickmarkMemory

/// Covariances that a portfolio can be built on: finite, symmetric, no negative variance.
///
/// Whether it is positive semidefinite as well costs O(n³) to tell: `repaired()`.
public struct PortfolioCovariance: Sendable {
  /// Exactly symmetric.
  public let matrix: Matrix<Double>
  /// The largest variance; 0 where no asset has any.
  let largestVariance: Double
  /// Whether every asset has one.
  let hasVariances: Bool

  public var count: Int { matrix.rows }

  /// What files with some seven digits leave of symmetry, of √(variance · variance).
  private static let roundingTolerance = 1e-6

  /// - Parameter matrix: what differs across the diagonal by rounding is averaged.
  /// - Throws: `.mismatched`, `.notFinite`, `.asymmetric`, `.negativeVariance`
  /// - Complexity: O(n²)
  public init(_ matrix: Matrix<Double>) throws(PortfolioError) {
    guard matrix.rows == matrix.columns else {
      throw .mismatched("columns of the covariance", count: matrix.columns, expected: matrix.rows)
    }
    var largest = 0.0
    var least = Double.infinity
    for asset in 0..<matrix.rows {
      let variance = matrix[asset, asset]
      guard variance.isFinite else { throw .notFinite("variance", asset: asset, other: nil) }
      guard variance >= 0 else { throw .negativeVariance(asset: asset, variance) }
      largest = max(largest, variance)
      least = min(least, variance)
    }
    var isSymmetric = true
    let values = matrix.values.span
    for row in 0..<matrix.rows {
      for column in 0..<row {
        let (a, b) = (values[row * matrix.columns + column], values[column * matrix.columns + row])
        guard a.isFinite, b.isFinite else { throw .notFinite("covariance", asset: row, other: column) }
        guard a != b else { continue }
        isSymmetric = false
        let scale = (matrix[row, row] * matrix[column, column]).squareRoot()
        guard abs(a - b) <= Self.roundingTolerance * max(scale, abs(a), abs(b)) else {
          throw .asymmetric(asset: row, other: column, a, b)
        }
      }
    }
    self.matrix =
      isSymmetric
      ? matrix
      : Matrix(rows: matrix.rows, columns: matrix.rows) { (matrix[$0, $1] + matrix[$1, $0]) / 2 }
    largestVariance = largest
    hasVariances = least > 0
  }

  @inline(__always) func variance(_ asset: Int) -> Double { matrix.values[asset * count + asset] }

  /// The covariances of `asset` with every asset.
  @inline(__always) @_lifetime(borrow self) func row(_ asset: Int) -> Span<Double> {
    matrix.values.span.extracting(asset * count..<(asset + 1) * count)
  }

  /// Whether both are one and the same, not only equal.
  func isSame(as other: PortfolioCovariance) -> Bool { matrix.values.isSame(as: other.matrix.values) }
}
