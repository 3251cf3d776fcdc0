import TickmarkFrames

/// What a tile's last day left open, and what a day must be like to leave it so.
struct TileBook<Element: PanelElement> {
  typealias Row = SIMD16<Double>

  private let assets: Int
  private let capital: Double
  private let present: TileDay.Mask
  private var entries: TileEntries
  private var open = TileDay.Mask(repeating: false)

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
    self.assets = min(16, assets - tile * 16)
    self.capital = capital
    entries = TileEntries(firstAsset: tile * 16)
    var present = TileDay.Mask(repeating: false)
    for lane in 0..<self.assets { present[lane] = true }
    self.present = present
  }

  /// A day on which something may enter, leave or change.
  @inline(never) mutating func look(
    at weight: SIMD16<Element>, _ price: SIMD16<Element>, on index: Int, isLast: Bool,
    _ highest: inout SIMD16<Element>, _ lowest: inout SIMD16<Element>, _ log: inout TradeLog<Trade>
  ) {
    let day = TileDay(
      weight: Element.widen(weight), price: Element.widen(price), isFull: assets == 16, present: present,
      capital: capital)
    let targets = day.targets
    let before = (highest: Element.widen(highest), lowest: Element.widen(lowest))
    var now = before
    let opened = targets .& .!open
    now.highest.replace(with: day.price, where: opened .| (day.price .> now.highest))
    now.lowest.replace(with: day.price, where: opened .| (day.price .< now.lowest))
    let turned = targets .^ open
    if isLast || any(turned) {
      entries.turn(from: open, to: targets, on: index, isLast: isLast, day, before: before, now: now, &log)
    }
    (active, margin) = day.measure(targets)
    open = targets
    self.weight = weight
    isOpen = Element.narrow(Row(repeating: 0).replacing(with: 1, where: targets))
    limit = Element.narrow(day.safePrices)
    mustLook = any((day.weight .!= Row(repeating: 0)) .& (day.weight .== day.weight) .& .!targets)
    highest = Element.narrow(now.highest)
    lowest = Element.narrow(now.lowest)
  }
}
