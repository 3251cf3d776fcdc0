/// The rows that are held, as an orthonormal basis of what they leave no freedom in.
///
///     L⁻¹ · Aᵀ = Q · R
///
/// A row that the others imply for the free assets has no part in it, and a multiplier of 0.
///
/// - Source: modified Gram–Schmidt; Golub and Van Loan, 5.2.
struct HeldRows: Sendable {
  /// Numbers of the rows in `LimitRows`.
  private(set) var rows: [Int] = []
  /// `Q` by columns, each `length` long.
  private var basis: [Double] = []
  /// `R` by columns, each as long as there can be rows.
  private var triangle: [Double] = []
  private var isImplied: [Bool] = []
  private var length = 0
  private var capacity = 0

  var count: Int { rows.count }

  /// What is left of a row's size where others imply it: rounding.
  private static let tolerance = 1e-20
  /// What rounding leaves of the square of something that the rows leave no freedom in.
  private static let noise = 1e-26

  mutating func prepare(assets: Int, rows: Int) {
    self.rows.removeAll(keepingCapacity: true)
    isImplied.removeAll(keepingCapacity: true)
    guard length != assets || capacity < rows else { return }
    length = assets
    capacity = rows
    basis = Array(repeating: 0, count: assets * rows)
    triangle = Array(repeating: 0, count: rows * rows)
    self.rows.reserveCapacity(rows)
    isImplied.reserveCapacity(rows)
  }

  /// Holds a row, given `L⁻¹` times its factors of the `free` free assets.
  mutating func append(_ row: Int, _ factors: inout [Double], free: Int) {
    let size = VectorLoops.square(factors, free)
    let column = count * capacity
    for other in rows.indices where !isImplied[other] {
      let share = VectorLoops.dot(self[other, free], factors.span.extracting(0..<free))
      triangle[column + other] = share
      VectorLoops.add(-share, times: self[other, free], to: &factors)
    }
    let rest = VectorLoops.square(factors, free)
    isImplied.append(!(rest > Self.tolerance * size))
    rows.append(row)
    guard let isImplied = isImplied.last, !isImplied else { return }
    triangle[column + count - 1] = rest.squareRoot()
    for position in 0..<free { basis[(count - 1) * length + position] = factors[position] / rest.squareRoot() }
  }

  /// Takes the part of `x` that the rows leave no freedom in out of it, and gives the multipliers of it: `R⁻¹ · Qᵀ · x`.
  mutating func project(_ x: inout [Double], free: Int, multipliers: inout [Double]) {
    let size = VectorLoops.square(x, free)
    for place in rows.indices {
      multipliers[place] = 0
      guard !isImplied[place] else { continue }
      let share = VectorLoops.dot(self[place, free], x.span.extracting(0..<free))
      multipliers[place] = share
      VectorLoops.add(-share, times: self[place, free], to: &x)
    }
    if VectorLoops.square(x, free) <= Self.noise * size {
      for position in 0..<free { x[position] = 0 }
    }
    for place in rows.indices.reversed() where !isImplied[place] {
      for later in place + 1..<max(count, place + 1) where !isImplied[later] {
        multipliers[place] -= triangle[later * capacity + place] * multipliers[later]
      }
      multipliers[place] /= triangle[place * capacity + place]
    }
  }

  @_lifetime(borrow self) private subscript(place: Int, free: Int) -> Span<Double> {
    basis.span.extracting(place * length..<place * length + free)
  }
}
