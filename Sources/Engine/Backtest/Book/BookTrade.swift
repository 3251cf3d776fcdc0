/// One completed round trip of one asset, or the completed part of one.
public struct BookTrade: BitwiseCopyable, Sendable, Equatable, CompletedTrade {
  public var asset: Int32
  public var entryDay: Int32
  public var exitDay: Int32
  /// Shares that were closed: negative if short.
  public var quantity: Double
  /// Average over what was bought (or sold short) since the position opened.
  public var entryPrice: Double
  public var exitPrice: Double
  /// The part of the entries' and of the exit's costs that falls on these shares.
  public var entryCost: Double
  public var exitCost: Double
  /// Highest and lowest valid close from the entry day to the exit day, both included; -infinity and infinity if none.
  public var highest: Double
  public var lowest: Double

  public var isLong: Bool { quantity > 0 }
  public var entryValue: Double { abs(quantity) * entryPrice }
  public var gross: Double { (exitPrice - entryPrice) * quantity }
  public var net: Double { gross - entryCost - exitCost }

  /// The largest gain and the largest loss that stood on paper, in money; 0 where there was none.
  public var bestExcursion: Double { max(0, isLong ? highest - entryPrice : entryPrice - lowest) * abs(quantity) }
  public var worstExcursion: Double { min(0, isLong ? lowest - entryPrice : entryPrice - highest) * abs(quantity) }

  static let none = BookTrade(
    asset: 0, entryDay: 0, exitDay: 0, quantity: 0, entryPrice: 0, exitPrice: 0, entryCost: 0, exitCost: 0, highest: 0,
    lowest: 0)
}
