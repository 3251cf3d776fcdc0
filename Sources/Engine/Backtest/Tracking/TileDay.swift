/// One day of one tile: sixteen weights and prices, and what they make of each asset.
struct TileDay {
  typealias Row = SIMD16<Double>
  typealias Mask = SIMDMask<Row.MaskStorage>

  /// Lanes past the last asset are 0: their gaps would count as weights.
  let weight: Row
  let price: Row
  private let capital: Double

  /// - Parameters:
  ///   - isFull: whether all sixteen lanes hold assets, as in every tile but the last.
  ///   - present: the lanes that do.
  @inline(__always) init(weight: Row, price: Row, isFull: Bool, present: Mask, capital: Double) {
    self.weight = isFull ? weight : Row(repeating: 0).replacing(with: weight, where: present)
    self.price = price
    self.capital = capital
  }

  /// The lanes whose quantity is above the smallest position.
  ///
  /// A product settles all but the quantities within a factor 2 of the limit; only a row with such a quantity needs the
  /// division of the rule.
  var targets: Mask {
    let value = size * capital
    let priced = price .> Row(repeating: 0)
    let surely = (value .> price * (2 * Target.smallestPosition)) .& priced
    let possibly = (value .> price * (0.5 * Target.smallestPosition)) .& priced
    return any(surely .^ possibly) ? exactTargets : surely
  }

  /// At half of the price where the quantity would be the smallest position, it is surely above, however it is rounded.
  var safePrices: Row { size * (capital / (2 * Target.smallestPosition)) }

  private var exactTargets: Mask {
    var targets = Mask(repeating: false)
    for lane in 0..<16 { targets[lane] = Target.holds(weight: weight[lane], price: price[lane], capital: capital) }
    return targets
  }

  /// How many weights are not 0, and the margin of the targets.
  @inline(__always) func measure(_ targets: Mask) -> (active: Int32, margin: Double) {
    let nonZero = Row(repeating: 0).replacing(with: 1, where: weight .!= Row(repeating: 0))
    return (Int32(nonZero.sumInHalves), Row(repeating: 0).replacing(with: size, where: targets).sumInHalves)
  }

  @inline(__always) private var size: Row { weight.replacing(with: -weight, where: weight .< 0) }
}
