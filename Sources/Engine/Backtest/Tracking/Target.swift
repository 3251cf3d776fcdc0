/// When a weight is a position (rule 2 of the set `seed`).
enum Target {
  /// In shares; a quantity must exceed it in size.
  static var smallestPosition: Double { 1e-6 }

  @inline(__always) static func holds(weight: Double, price: Double, capital: Double) -> Bool {
    price > 0 && abs(weight) * capital / price > smallestPosition
  }
}
