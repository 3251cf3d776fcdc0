/// Weights that satisfy bounds, budget and groups, found by the first phase of the simplex method.
///
/// Every row is an equation, `factors · weights = sum`, whose sum has bounds of its own. As many quantities as there are rows are
/// *basic*, which the others determine; the sums to begin with. What pulls the basic ones into their bounds enters, by Bland's rule.
///
/// - Complexity: O(n · r) a step, r rows; some r steps.
/// - Source: Chvátal, Linear Programming, chapter 8 (upper bounds, first phase).
struct FeasibleStart: Sendable {
  let weights: [Double]
  let places: [Place]
  let rowPlaces: [Place]

  /// - Throws: `.groupsTogether` where nothing satisfies all.
  init(lower: [Double], upper: [Double], rows: LimitRows) throws(PortfolioError) {
    var phase = FirstPhase(lower: lower, upper: upper, rows: rows)
    while phase.step() {}
    guard phase.isFeasible else { throw .groupsTogether(phase.conflict(among: rows)) }
    weights = Array(phase.values[..<lower.count])
    places = phase.places(of: 0..<lower.count)
    let rowPlaces = phase.places(of: lower.count..<lower.count + rows.count)
    // A sum that has no room is held, basic or not.
    self.rowPlaces = rowPlaces.enumerated().map { rows.isEquality($0) ? .lower : $1 }
  }

  /// Begins at weights that satisfy bounds and rows.
  init(at weights: [Double], _ limits: PortfolioLimits, rows: LimitRows) {
    self.weights = weights
    places = weights.indices.map {
      weights[$0] <= limits.lower[$0] ? .lower : weights[$0] >= limits.upper[$0] ? .upper : .free
    }
    rowPlaces = (0..<rows.count).map { rows.isEquality($0) ? .lower : .free }
  }
}

/// The simplex tableau: quantities are the weights, then the rows' sums.
private struct FirstPhase {
  private let rows: LimitRows
  private let lower: [Double]
  private let upper: [Double]
  private(set) var values: [Double]
  /// The basic quantity of each row.
  private var basis: [Int]
  /// Inverse of the basic columns, by rows.
  private var inverse: [Double]
  private var isBasic: [Bool]
  private static let tolerance = 1e-12

  init(lower: [Double], upper: [Double], rows: LimitRows) {
    self.rows = rows
    self.lower = lower + rows.lower
    self.upper = upper + rows.upper
    let count = rows.count
    values = lower
    basis = Array(lower.count..<lower.count + count)
    inverse = (0..<count * count).map { $0 % (count + 1) == 0 ? -1 : 0 }
    isBasic = Array(repeating: false, count: lower.count) + Array(repeating: true, count: count)
    for row in 0..<count { values.append(VectorLoops.dot(rows[row], lower.span)) }
  }

  var isFeasible: Bool { basis.allSatisfy { excess($0) == 0 } }

  func places(of quantities: Range<Int>) -> [Place] {
    quantities.map { isBasic[$0] ? .free : values[$0] == lower[$0] ? .lower : .upper }
  }

  /// The rows that cannot hold at once.
  func conflict(among rows: LimitRows) -> [String] {
    let prices = prices()
    return (0..<rows.count).filter { abs(prices[$0]) > Self.tolerance }.map { rows.names[$0] }
  }

  /// Below its bounds −1, above 1, within 0.
  private func excess(_ quantity: Int) -> Double {
    if values[quantity] < lower[quantity] - Self.tolerance { return -1 }
    return values[quantity] > upper[quantity] + Self.tolerance ? 1 : 0
  }

  private func prices() -> [Double] {
    var prices = [Double](repeating: 0, count: rows.count)
    for (place, quantity) in basis.enumerated() {
      let cost = excess(quantity)
      guard cost != 0 else { continue }
      for row in prices.indices { prices[row] += cost * inverse[place * rows.count + row] }
    }
    return prices
  }

  private func factor(_ row: Int, _ quantity: Int) -> Double {
    if quantity < rows.assets { return rows[row][quantity] }
    return quantity - rows.assets == row ? -1 : 0
  }

  /// Moves one quantity into or towards the basis; false where nothing helps any more.
  mutating func step() -> Bool {
    let prices = prices()
    guard prices.contains(where: { $0 != 0 }) else { return false }
    for quantity in values.indices where !isBasic[quantity] && lower[quantity] < upper[quantity] {
      let gain = prices.indices.reduce(0) { $0 + prices[$1] * factor($1, quantity) }
      let rises = values[quantity] == lower[quantity]
      if rises ? gain > Self.tolerance : gain < -Self.tolerance {
        enter(quantity, direction: rises ? 1 : -1)
        return true
      }
    }
    return false
  }

  private mutating func enter(_ quantity: Int, direction: Double) {
    let count = rows.count
    let column = (0..<count).map { factor($0, quantity) }
    let rates = (0..<count).map { place in
      -direction * (0..<count).reduce(0) { $0 + inverse[place * count + $1] * column[$1] }
    }
    var length = upper[quantity] - lower[quantity]
    var leaving: Int?
    for place in 0..<count where abs(rates[place]) > Self.tolerance {
      guard let bound = bound(basis[place], rate: rates[place]) else { continue }
      let room = max((bound - values[basis[place]]) / rates[place], 0)
      if room < length || (room == length && leaving.map { basis[place] < basis[$0] } ?? false) {
        length = room
        leaving = place
      }
    }
    let target = leaving.map { bound(basis[$0], rate: rates[$0]) ?? values[basis[$0]] }
    for place in 0..<count { values[basis[place]] += length * rates[place] }
    guard let leaving, let target else {
      values[quantity] = direction > 0 ? upper[quantity] : lower[quantity]
      return
    }
    values[quantity] += direction * length
    values[basis[leaving]] = target
    exchange(leaving, for: quantity, column)
  }

  /// The first bound on the way; nil where a quantity moves further away from its bounds.
  private func bound(_ quantity: Int, rate: Double) -> Double? {
    switch (excess(quantity), rate > 0) {
    case (-1, true): lower[quantity]
    case (1, false): upper[quantity]
    case (0, true): upper[quantity]
    case (0, false): lower[quantity]
    default: nil
    }
  }

  private mutating func exchange(_ place: Int, for quantity: Int, _ column: [Double]) {
    let count = rows.count
    let solved = (0..<count).map { row in (0..<count).reduce(0) { $0 + inverse[row * count + $1] * column[$1] } }
    for index in 0..<count { inverse[place * count + index] /= solved[place] }
    for row in 0..<count where row != place && solved[row] != 0 {
      for index in 0..<count { inverse[row * count + index] -= solved[row] * inverse[place * count + index] }
    }
    isBasic[basis[place]] = false
    isBasic[quantity] = true
    basis[place] = quantity
  }
}
