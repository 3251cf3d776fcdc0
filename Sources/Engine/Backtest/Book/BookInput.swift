import CTickmarkVector
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
    try self.init(
      weights: weights, closes: closes, opens: opens, dates: Column(dates.map(\.number), placeholder: 0),
      rebalances: rebalances.map { Column($0.map { $0 ? 1 : 0 }, placeholder: 0) }, rules: rules)
  }

  /// The same of columns, which are not copied: dates as days since 1970-01-01, 1 on rebalance days and else 0.
  public init(
    weights: Panel<Element>, closes: Panel<Element>, opens: Panel<Element>? = nil, dates: Column<Int32>,
    rebalances: Column<UInt8>? = nil, rules: BookRules
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
    self.dates = dates
    self.rebalances = rebalances ?? Self.changes(of: weights)
    self.rules = rules
  }

  /// 1 on the days on which some weight is another than the day before, and on the first; NaN is no change from NaN.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public static func changes(of weights: Panel<Element>) -> Column<UInt8> {
    var changed = AlignedBuffer<UInt8>(count: weights.days, repeating: 0)
    if weights.days > 0 { changed[0] = 1 }
    for tile in 0..<weights.tiles {
      let column = weights.tile(tile)
      let rows = column.span
      for day in stride(from: 1, to: rows.count, by: 1) where !Element.haveSameBits(rows[day], rows[day - 1]) {
        let now = Element.widen(rows[day])
        let before = Element.widen(rows[day - 1])
        // 0 is no change from -0, nor one gap from another.
        let gaps = tickmark_differ16(now, now) & tickmark_differ16(before, before)
        if tickmark_differ16(now, before) & ~gaps != 0 { changed[day] = 1 }
      }
    }
    return Column(changed)
  }
}
