/// One completed round trip of one asset, as the tracker records it.
public struct Trade: BitwiseCopyable, Sendable, Equatable, CompletedTrade {
  public var asset: Int32
  public var entryDay: Int32
  public var exitDay: Int32
  /// Closed because the days ran out: such an exit pays no commission.
  public var closedAtEnd: Bool
  /// Target weight on the entry day: the sign is the direction.
  public var weight: Double
  public var entryPrice: Double
  /// NaN where the asset had no price on its exit day.
  public var exitPrice: Double
  /// Highest and lowest price from the entry day to the day before the exit.
  public var highest: Double
  public var lowest: Double

  public var isLong: Bool { weight > 0 }

  /// Widens the range of prices that the trade has lived through.
  mutating func see(_ price: Double) {
    highest = max(highest, price)
    lowest = min(lowest, price)
  }

  static let none = Trade(
    asset: 0, entryDay: 0, exitDay: 0, closedAtEnd: false, weight: 0, entryPrice: 0, exitPrice: 0, highest: 0, lowest: 0
  )
}
