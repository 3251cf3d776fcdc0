/// The one shape in which values of assets are summed: lane by lane within a group of 128 assets, the groups' lanes in
/// order, then the sixteen lanes in halves. So a sum has the same bits whether assets come singly, by sixteen, or from
/// several threads a group each.
struct AssetSum {
  /// Tiles of sixteen assets that make a group.
  static var groupTiles: Int { 8 }

  private var total = SIMD16<Double>(repeating: 0)
  private var group = SIMD16<Double>(repeating: 0)

  /// Adds one asset; assets come in ascending order.
  mutating func add(_ value: Double, asset: Int) {
    if asset % (16 * Self.groupTiles) == 0 { endGroup() }
    group[asset % 16] += value
  }

  mutating func endGroup() {
    total += group
    group = SIMD16(repeating: 0)
  }

  mutating func finish() -> Double {
    endGroup()
    return total.sumInHalves
  }
}
