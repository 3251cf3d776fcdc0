/// An order as a back-test hands it from the strategy to the fill: what, when, how much, and at which price at most.
@frozen public struct OrderRecord: BitwiseCopyable, Equatable, Sendable {
  public var asset: Int32
  /// Row of the panel on which it was placed.
  public var day: Int32
  /// Shares; negative sells.
  public var quantity: Double
  /// NaN for a market order.
  public var limitPrice: Double
  /// Shares still to be filled, of the sign of `quantity`.
  public var open: Double

  @inlinable public init(asset: Int32, day: Int32, quantity: Double, limitPrice: Double = .nan) {
    self.asset = asset
    self.day = day
    self.quantity = quantity
    self.limitPrice = limitPrice
    open = quantity
  }
}

/// Orders as columns, for an `Arena`.
public struct OrderColumns: RecordColumns, ~Copyable {
  public var asset: AlignedBuffer<Int32>
  public var day: AlignedBuffer<Int32>
  public var quantity: AlignedBuffer<Double>
  public var limitPrice: AlignedBuffer<Double>
  public var open: AlignedBuffer<Double>

  @inlinable public init(capacity: Int) {
    asset = AlignedBuffer(count: capacity, repeating: 0)
    day = AlignedBuffer(count: capacity, repeating: 0)
    quantity = AlignedBuffer(count: capacity, repeating: 0)
    limitPrice = AlignedBuffer(count: capacity, repeating: 0)
    open = AlignedBuffer(count: capacity, repeating: 0)
  }

  @inlinable public subscript(index: Int) -> OrderRecord {
    get {
      var order = OrderRecord(
        asset: asset[index], day: day[index], quantity: quantity[index], limitPrice: limitPrice[index])
      order.open = open[index]
      return order
    }
    set {
      asset[index] = newValue.asset
      day[index] = newValue.day
      quantity[index] = newValue.quantity
      limitPrice[index] = newValue.limitPrice
      open[index] = newValue.open
    }
  }
}
