/// What is open of one asset: the state of the replay that turns fills into trades.
///
/// Adding moves the average price and keeps the entry day; a part that closes takes its share of the entry costs with
/// it; a fill that crosses zero closes the position and opens the other side, its cost split by shares.
struct OpenPosition: BitwiseCopyable {
  private(set) var shares = 0.0
  private var averagePrice = 0.0
  private var entryCost = 0.0
  private var entryDay: Int32 = 0

  /// What a fill did.
  enum Effect {
    /// The range of closes that the position has seen begins with today's.
    case opened
    case added
    case closed(BookTrade)
    /// The range begins anew.
    case flipped(BookTrade)
  }

  /// - Parameters:
  ///   - highest: highest close since the entry, today's included.
  ///   - lowest: lowest close likewise.
  mutating func apply(_ fill: Fill, highest: Double, lowest: Double) -> Effect {
    guard abs(shares) > BookRules.smallest else {
      open(fill, shares: fill.quantity, cost: fill.cost)
      return .opened
    }
    if (shares > 0) == (fill.quantity > 0) {
      let total = shares + fill.quantity
      averagePrice = (shares * averagePrice + fill.quantity * fill.price) / total
      shares = total
      entryCost += fill.cost
      return .added
    }
    let size = abs(shares)
    let closing = min(abs(fill.quantity), size)
    let entryShare = entryCost * (closing / size)
    let exitCost = fill.cost * (closing / abs(fill.quantity))
    let trade = BookTrade(
      asset: fill.asset, entryDay: entryDay, exitDay: fill.day, quantity: shares > 0 ? closing : -closing,
      entryPrice: averagePrice, exitPrice: fill.price, entryCost: entryShare, exitCost: exitCost, highest: highest,
      lowest: lowest)
    let rest = shares + fill.quantity
    if abs(rest) > BookRules.smallest, (rest > 0) != (shares > 0) {
      open(fill, shares: rest, cost: fill.cost - exitCost)
      return .flipped(trade)
    }
    shares = abs(rest) > BookRules.smallest ? rest : 0
    entryCost -= entryShare
    return .closed(trade)
  }

  private mutating func open(_ fill: Fill, shares: Double, cost: Double) {
    self.shares = shares
    averagePrice = fill.price
    entryCost = cost
    entryDay = fill.day
  }
}
