/// A holding in one asset.
@frozen public struct PositionRecord: BitwiseCopyable, Equatable, Sendable {
  public var asset: Int32
  /// Row of the panel on which it was opened.
  public var openedDay: Int32
  /// Shares; negative is short.
  public var quantity: Double
  /// Price a share that was paid on average.
  public var averagePrice: Double
  /// Money made by the parts that were closed.
  public var realisedProfit: Double

  @inlinable public init(
    asset: Int32, openedDay: Int32, quantity: Double, averagePrice: Double, realisedProfit: Double = 0
  ) {
    self.asset = asset
    self.openedDay = openedDay
    self.quantity = quantity
    self.averagePrice = averagePrice
    self.realisedProfit = realisedProfit
  }
}

/// Positions as columns, for an `Arena`.
public struct PositionColumns: RecordColumns, ~Copyable {
  public var asset: AlignedBuffer<Int32>
  public var openedDay: AlignedBuffer<Int32>
  public var quantity: AlignedBuffer<Double>
  public var averagePrice: AlignedBuffer<Double>
  public var realisedProfit: AlignedBuffer<Double>

  @inlinable public init(capacity: Int) {
    asset = AlignedBuffer(count: capacity, repeating: 0)
    openedDay = AlignedBuffer(count: capacity, repeating: 0)
    quantity = AlignedBuffer(count: capacity, repeating: 0)
    averagePrice = AlignedBuffer(count: capacity, repeating: 0)
    realisedProfit = AlignedBuffer(count: capacity, repeating: 0)
  }

  @inlinable public subscript(index: Int) -> PositionRecord {
    get {
      PositionRecord(
        asset: asset[index], openedDay: openedDay[index], quantity: quantity[index], averagePrice: averagePrice[index],
        realisedProfit: realisedProfit[index])
    }
    set {
      asset[index] = newValue.asset
      openedDay[index] = newValue.openedDay
      quantity[index] = newValue.quantity
      averagePrice[index] = newValue.averagePrice
      realisedProfit[index] = newValue.realisedProfit
    }
  }
}
