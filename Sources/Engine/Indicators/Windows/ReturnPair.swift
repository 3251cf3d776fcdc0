/// The levels of an index and of an asset on one day, and what follows from one day to the next.
struct ReturnPair: Sendable {
  private var index = Double.nan
  private var asset = Double.nan

  init() {}

  init(_ bar: IndicatorBar) {
    index = bar.index
    asset = bar.close
  }

  /// The returns of both until `bar`; both NaN where one of them is missing or infinite.
  func returns(of bar: IndicatorBar) -> (index: Double, asset: Double) {
    let (x, y) = (bar.index / index - 1, bar.close / asset - 1)
    return x.isFinite && y.isFinite ? (x, y) : (.nan, .nan)
  }
}

/// Sixteen `ReturnPair`s side by side.
struct ReturnPair16 {
  typealias Lanes = SIMD16<Double>

  private var index = Lanes(repeating: .nan)
  private var asset = Lanes(repeating: .nan)

  @inline(__always) mutating func next(_ newIndex: Lanes, _ newAsset: Lanes) -> (index: Lanes, asset: Lanes) {
    let x = newIndex / index - 1
    let y = newAsset / asset - 1
    index = newIndex
    asset = newAsset
    // 0 where both are finite, else NaN.
    let missing = (x - x) + (y - y)
    return (x + missing, y + missing)
  }
}
