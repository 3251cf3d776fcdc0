import CTickmarkVector
import TickmarkFrames

/// What a tile's last day left open, and what a day must be like to leave it so.
struct TileBook<Element: PanelElement> {
  typealias Row = SIMD16<Double>

  private let capital: Double
  private let present: TileDay.Lanes
  private var entries: TileEntries
  private var open: TileDay.Lanes = 0

  /// The weights of the last day.
  private(set) var weight = SIMD16<Element>(repeating: .nan)
  /// 1 where a trade is open, else 0.
  private(set) var isOpen = SIMD16<Element>(repeating: 0)
  /// Below this price an open trade's quantity is surely large enough.
  private(set) var limit = SIMD16<Element>(repeating: 0)
  /// Some weight is no target, for want of a price or of size: the next price may make it one.
  private(set) var mustLook = true
  /// How many weights are not 0, and the margin of the targets.
  private(set) var active: Int32 = 0
  private(set) var margin = 0.0

  init(tile: Int, assets: Int, capital: Double) {
    self.capital = capital
    entries = TileEntries(firstAsset: tile * 16)
    present = .max >> UInt16(16 - min(16, assets - tile * 16))
  }

  /// A day on which something may enter, leave or change.
  @inline(never) mutating func look(
    at weight: SIMD16<Element>, _ price: SIMD16<Element>, on index: Int, isLast: Bool,
    _ highest: inout SIMD16<Element>, _ lowest: inout SIMD16<Element>, _ log: inout TradeLog<Trade>
  ) {
    let day = TileDay(
      weight: Element.widen(weight), price: Element.widen(price), present: present, capital: capital)
    let targets = day.targets
    let before = (highest: Element.widen(highest), lowest: Element.widen(lowest))
    let opened = targets & ~open
    let now = (
      highest: tickmark_choose16(opened | tickmark_above16(day.price, before.highest), day.price, before.highest),
      lowest: tickmark_choose16(opened | tickmark_above16(before.lowest, day.price), day.price, before.lowest)
    )
    if isLast || targets != open {
      entries.turn(from: open, to: targets, on: index, isLast: isLast, day, before: before, now: now, &log)
    }
    active = Int32(day.active.nonzeroBitCount)
    margin = day.margin(targets)
    open = targets
    self.weight = weight
    isOpen = Element.narrow(tickmark_choose16(targets, Row(repeating: 1), Row(repeating: 0)))
    limit = Element.narrow(day.safePrices)
    mustLook = day.active & day.weighed & ~targets != 0
    highest = Element.narrow(now.highest)
    lowest = Element.narrow(now.lowest)
  }
}
