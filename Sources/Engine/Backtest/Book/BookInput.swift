public import TickmarkFrames
public import TickmarkMemory

/// What a book reads.
public struct BookInput<Element: PanelElement>: Sendable {
  public let weights: Panel<Element>
  public let closes: Panel<Element>
  /// The closes themselves where the timing needs no opens.
  public let opens: Panel<Element>
  /// Calendar dates, a day each.
  public let dates: Column<Int32>
  /// 1 on rebalance days, else 0.
  public let rebalances: Column<UInt8>
  public let rules: BookRules

  /// - Parameters:
  ///   - opens: needed where fills are at the open.
  ///   - rebalances: whether each day is a rebalance day; nil takes the days on which a weight differs from the day
  ///     before, and the first.
  /// - Throws: where shapes differ, there is no day, or opens are needed and missing.
  public init(
    weights: Panel<Element>, closes: Panel<Element>, opens: Panel<Element>? = nil, dates: [Day],
    rebalances: [Bool]? = nil, rules: BookRules
  ) throws(BacktestError) {
    for prices in [closes, opens ?? closes] {
      guard weights.assets == prices.assets else {
        throw .mismatchedAssets(weights: weights.assets, prices: prices.assets)
      }
    }
    let others = [
      ("prices", closes.days), ("open prices", opens?.days ?? weights.days), ("dates", dates.count),
      ("rebalance days", rebalances?.count ?? weights.days),
    ]
    for (name, days) in others where days != weights.days {
      throw .mismatchedDays(weights: weights.days, other: name, days: days)
    }
    guard weights.days > 0 else { throw .noDays }
    if rules.timing == .nextBarOpen, opens == nil { throw .missingOpens }
    self.weights = weights
    self.closes = closes
    self.opens = opens ?? closes
    self.dates = Column(dates.map(\.number), placeholder: 0)
    self.rebalances = Column(
      (rebalances ?? Self.changes(of: weights)).map { $0 ? 1 : 0 }, placeholder: 0)
    self.rules = rules
  }

  /// The days on which some weight is another than the day before; NaN is no change from NaN.
  public static func changes(of weights: Panel<Element>) -> [Bool] {
    var changed = [Bool](repeating: false, count: weights.days)
    if !changed.isEmpty { changed[0] = true }
    for tile in 0..<weights.tiles {
      let column = weights.tile(tile)
      let rows = column.span
      for day in stride(from: 1, to: rows.count, by: 1) where !changed[day] {
        let now = Element.widen(rows[day])
        let before = Element.widen(rows[day - 1])
        let differ = (now .!= before) .& ((now .== now) .| (before .== before))
        changed[day] = any(differ)
      }
    }
    return changed
  }
}
