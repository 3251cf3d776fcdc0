import CTickmarkVector
import TickmarkFrames
import TickmarkMemory

/// Decides a book's rebalance days: capital, targets, fills and cash, sixteen assets at a time.
struct BookDecisions<Element: PanelElement> {
  typealias Lanes = SIMD16<Double>

  private let input: BookInput<Element>
  private let rules: BookRules
  private let prices: Panel<Element>
  private(set) var cash: Double
  private var isHeldUp = false

  init(_ input: BookInput<Element>) {
    self.input = input
    rules = input.rules
    prices = input.rules.timing == .barClose ? input.closes : input.opens
    cash = input.rules.capital
  }

  /// Decides the rebalance days of `days`, one block.
  mutating func decide(_ days: Range<Int>, _ tiles: BookTiles, _ workspace: inout BookWorkspace) {
    for day in days {
      let isScheduled = input.rebalances[day] != 0 || (day == 0 && hasWeights(on: 0))
      let isWhole = isScheduled || (isHeldUp && rules.carry == .book)
      if isWhole || isHeldUp { rebalance(day, isWhole: isWhole, before: days.upperBound, tiles, &workspace) }
      workspace.cash[day] = cash
    }
  }

  private func hasWeights(on day: Int) -> Bool {
    (0..<input.weights.tiles).contains { tile in
      Self.differ(Self.weights(input.weights.rows[tile * input.weights.days + day]), Lanes(repeating: 0)) != 0
    }
  }

  /// Weights with all that do not count made 0.
  @inline(__always) private static func weights(_ row: SIMD16<Element>) -> Lanes {
    let lanes = Element.widen(row)
    let size = tickmark_absolute16(lanes)
    let counts =
      tickmark_above16(size, Lanes(repeating: BookRules.smallest))
      & tickmark_above16(Lanes(repeating: .infinity), size)
    return tickmark_choose16(counts, lanes, Lanes(repeating: 0))
  }

  /// Which lanes are not equal, lane 0 in the lowest bit; a gap equals nothing.
  @inline(__always) private static func differ(_ lanes: Lanes, _ others: Lanes) -> UInt16 {
    tickmark_differ16(lanes, others)
  }

  private mutating func rebalance(
    _ day: Int, isWhole: Bool, before end: Int, _ tiles: BookTiles, _ workspace: inout BookWorkspace
  ) {
    let capital = rules.allocation == .fixed ? rules.capital : cash + worth(on: day, tiles)
    let decisionDay = Int32(rules.timing == .barClose ? day : max(day - 1, 0))
    isHeldUp = false
    tiles.beginEvent(on: day)
    for tile in 0..<tiles.tiles {
      var wanted = Lanes(repeating: 0)
      var decisionDays = SIMD16<Int32>(repeating: decisionDay)
      var considered = UInt16.max
      if isWhole {
        wanted = Self.weights(input.weights.rows[tile * input.weights.days + day])
      } else {
        wanted = tiles.pendingWeight[tile]
        decisionDays = tiles.pendingDay[tile]
        considered = ~Self.differ(wanted, wanted)
      }
      if rules.scope == .changes { considered &= Self.differ(wanted, tiles.tradedWeight[tile]) }
      let price = ValidPrices(Element.widen(prices.rows[tile * prices.days + day]))
      hold(tile, wanted: wanted, decisionDays, where: considered & ~price.valid, tiles)
      fill(
        tile, wanted: wanted, price.prices, where: considered & price.valid, capital: capital, day: day,
        decisionDays, tiles, &workspace)
      tiles.endTile(tile)
    }
    tiles.endEvent(before: end)
  }

  /// Notes what has a weight and no price.
  @inline(__always) private mutating func hold(
    _ tile: Int, wanted: Lanes, _ decisionDays: SIMD16<Int32>, where missing: UInt16, _ tiles: BookTiles
  ) {
    guard rules.timing == .nextBarOpen else { return }
    let held = missing & Self.differ(wanted, Lanes(repeating: 0)) & ~Self.differ(wanted, wanted)
    if held != 0 { isHeldUp = true }
    guard rules.carry == .leg else { return }
    tiles.pendingWeight[tile] = tickmark_choose16(held, wanted, Lanes(repeating: .nan))
    tiles.pendingDay[tile] = decisionDays
  }

  private mutating func fill(
    _ tile: Int, wanted: Lanes, _ price: Lanes, where executable: UInt16, capital: Double, day: Int,
    _ decisionDays: SIMD16<Int32>, _ tiles: BookTiles, _ workspace: inout BookWorkspace
  ) {
    let before = tiles.shares[tile]
    let target = wanted * capital / price
    let change = target - before
    let size = tickmark_absolute16(change)
    let trades = executable & tickmark_above16(size, Lanes(repeating: BookRules.smallest))
    tiles.tradedWeight[tile] = tickmark_choose16(executable, wanted, tiles.tradedWeight[tile])
    guard trades != 0 else { return }
    let value = size * price
    let cost = rules.cost.of(shares: size, value: value)
    let spent = change * price + cost
    tiles.shares[tile] = tickmark_choose16(trades, target, before)
    var tradedValue = workspace.tradedValue[day]
    var costs = workspace.costs[day]
    var left = trades
    while left != 0 {
      let lane = left.trailingZeroBitCount
      left &= left - 1
      let cashBefore = cash
      cash -= spent[lane]
      tradedValue += value[lane]
      costs += cost[lane]
      guard workspace.record >= .statistics else { continue }
      tiles.fills.append(
        Fill(
          decisionDay: decisionDays[lane], day: Int32(day), asset: Int32(tile * 16 + lane), quantity: change[lane],
          price: price[lane], cashBefore: cashBefore, cashAfter: cash, sharesBefore: before[lane],
          sharesAfter: target[lane], cost: cost[lane]))
    }
    workspace.tradedValue[day] = tradedValue
    workspace.costs[day] = costs
  }

  /// What the positions are worth for a decision of `day`, in the shape of `AssetSum`.
  private func worth(on day: Int, _ tiles: BookTiles) -> Double {
    let atOpen = rules.timing == .nextBarOpen
    // The day's own close is not known yet where fills are at the open.
    let lastDay = atOpen ? day - 1 : day
    var total = Lanes(repeating: 0)
    var group = Lanes(repeating: 0)
    for tile in 0..<tiles.tiles {
      if tile % AssetSum.groupTiles == 0 {
        total += group
        group = Lanes(repeating: 0)
      }
      var price = lastClose(tile, on: lastDay, tiles)
      tiles.lastClose[tile] = price
      if atOpen {
        let open = ValidPrices(Element.widen(prices.rows[tile * prices.days + day]))
        price = open.or(price)
      }
      group += tiles.shares[tile] * price
    }
    tiles.valuedUntil = lastDay + 1
    total += group
    return total.sumInHalves
  }

  /// The last valid closes of a tile up to `day`: looks back no further than the decision before.
  private func lastClose(_ tile: Int, on day: Int, _ tiles: BookTiles) -> Lanes {
    var found = tiles.lastClose[tile]
    var missing = UInt16.max
    var row = day
    while row >= tiles.valuedUntil {
      let close = ValidPrices(Element.widen(input.closes.rows[tile * input.closes.days + row]))
      found = tickmark_choose16(missing & close.valid, close.prices, found)
      missing &= ~close.valid
      if missing == 0 { return found }
      row -= 1
    }
    return found
  }
}
