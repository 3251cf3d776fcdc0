/// The Cholesky factor of the free assets' covariance, which grows and shrinks by one asset at a time.
///
///     Σ[F, F] = L · Lᵀ
///
/// Assets stand in the order in which they became free.
///
/// - Complexity: O(k²) an asset that comes or goes, k free assets; memory for the most that were ever free.
/// - Source: Golub and Van Loan, Matrix Computations, 6.5 (updating factorizations).
struct FreeFactor {
  private(set) var assets: [Int] = []
  /// `L` by columns, each `capacity` long.
  private var columns: [Double] = []
  private var capacity = 0
  private var spare: [Double] = []

  var count: Int { assets.count }

  mutating func removeAll() { assets.removeAll(keepingCapacity: true) }

  /// Adds an asset, unless its variance is, but for `tolerance`, one that the free assets have already.
  ///
  /// - Parameter variance: the asset's own, with what stabilises it.
  /// - Returns: whether it was added.
  mutating func append(_ asset: Int, row: Span<Double>, variance: Double, tolerance: Double) -> Bool {
    reserve(count + 1)
    for position in assets.indices { spare[position] = row[assets[position]] }
    // Not through `self`, which has `spare`, too: the call would have to copy that.
    Self.forward(&spare, columns, capacity: capacity, count: count)
    var rest = variance
    for position in assets.indices { rest -= spare[position] * spare[position] }
    guard rest > tolerance * variance else { return false }
    for position in assets.indices { columns[position * capacity + count] = spare[position] }
    columns[count * capacity + count] = rest.squareRoot()
    assets.append(asset)
    return true
  }

  /// Takes the asset at `position` out: what it explained goes back to those that came after it.
  mutating func remove(at position: Int) {
    let last = count - 1
    let moved = last - position
    for row in 0..<moved { spare[row] = columns[position * capacity + position + 1 + row] }
    for column in 0..<position {
      for row in position..<last { columns[column * capacity + row] = columns[column * capacity + row + 1] }
    }
    Self.absorb(&spare, into: &columns, count: moved, from: position, capacity: capacity)
    assets.remove(at: position)
  }

  private static func absorb(
    _ lost: inout [Double], into columns: inout [Double], count: Int, from position: Int, capacity: Int
  ) {
    for step in 0..<count {
      let from = (position + 1 + step) * capacity + position + 1 + step
      let to = (position + step) * capacity + position + step
      let old = columns[from]
      let new = (old * old + lost[step] * lost[step]).squareRoot()
      let cosine = new / old
      let sine = lost[step] / old
      columns[to] = new
      for row in 1..<max(count - step, 1) {
        let entry = (columns[from + row] + sine * lost[step + row]) / cosine
        lost[step + row] = cosine * lost[step + row] - sine * entry
        columns[to + row] = entry
      }
    }
  }

  /// x ← L⁻¹ · x, of the first `count` entries.
  func forward(_ x: inout [Double]) { Self.forward(&x, columns, capacity: capacity, count: count) }

  private static func forward(_ x: inout [Double], _ columns: [Double], capacity: Int, count: Int) {
    let columns = columns.span
    for column in 0..<count {
      let start = column * capacity
      let value = x[column] / columns[start + column]
      x[column] = value
      let below = columns.extracting(start + column + 1..<start + count)
      VectorLoops.add(-value, times: below, to: &x, from: column + 1)
    }
  }

  /// x ← L⁻ᵀ · x, of the first `count` entries.
  func backward(_ x: inout [Double]) {
    let columns = columns.span
    for column in (0..<count).reversed() {
      let start = column * capacity
      let known = VectorLoops.dot(
        columns.extracting(start + column + 1..<start + count), x.span.extracting(column + 1..<count))
      x[column] = (x[column] - known) / columns[start + column]
    }
  }

  private mutating func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    let larger = max(32, 2 * capacity, needed)
    var moved = [Double](repeating: 0, count: larger * larger)
    for column in 0..<count {
      for row in column..<count { moved[column * larger + row] = columns[column * capacity + row] }
    }
    columns = moved
    capacity = larger
    spare = [Double](repeating: 0, count: larger)
  }
}
