import TickmarkFrames
import TickmarkMemory

/// The memory of the variants that take sixteen assets at a time: what the book holds on each rebalance day of a block
/// of days, and what each group of tiles has seen and adds up.
///
/// Only deciding needs the whole book; between decisions groups are independent. So a block is first decided, which
/// looks at rebalance days alone, and then lived through group by group, on as many threads as there are.
///
/// Nobody writes and reads at the same time: what is decided is written by one thread, then read by all. Checking that at
/// every access (`exclusivity`) took 7 % of a sweep.
final class BookTiles {
  typealias Lanes = SIMD16<Double>
  /// A group's sums of a block and one tile's rows lie in the first-level cache together; and a block in which every asset
  /// trades every day has 32,768 fills (2.4 MB) or eight days'.
  let blockDays: Int
  let tiles: Int
  let assets: Int
  @exclusivity(unchecked) var shares: AlignedBuffer<Lanes>
  /// The last valid close of each asset as of `valuedUntil` days.
  @exclusivity(unchecked) var lastClose: AlignedBuffer<Lanes>
  @exclusivity(unchecked) var valuedUntil = 0
  /// What each asset last traded at.
  @exclusivity(unchecked) var tradedWeight: AlignedBuffer<Lanes>
  /// Held up (`Carry.leg`): the weight decided, NaN where nothing waits, and the day of the decision.
  @exclusivity(unchecked) var pendingWeight: AlignedBuffer<Lanes>
  @exclusivity(unchecked) var pendingDay: AlignedBuffer<SIMD16<Int32>>

  /// The days of the block's rebalances; the first entry is the block's first day, with the shares carried into it.
  @exclusivity(unchecked) var eventDays: AlignedBuffer<Int32>
  @exclusivity(unchecked) var events = 0
  /// `[event][tile]`, after the event's fills.
  @exclusivity(unchecked) var sharesAfter: AlignedBuffer<Lanes>
  /// `[event][tile]`: where the fills of a tile begin, and after the last tile where they end.
  @exclusivity(unchecked) var fillStarts: AlignedBuffer<Int32>
  @exclusivity(unchecked) var fills = FillLog()
  let groups: [BookGroup]

  init(days: Int, assets: Int) {
    self.assets = assets
    let tiles = Panel<Float>.tiles(for: assets)
    self.tiles = tiles
    blockDays = max(8, min(64, 32_768 / max(assets, 1)))
    let block = min(days, blockDays)
    let zero = Lanes(repeating: 0)
    shares = AlignedBuffer(count: tiles, repeating: zero)
    lastClose = AlignedBuffer(count: tiles, repeating: zero)
    tradedWeight = AlignedBuffer(count: tiles, repeating: zero)
    pendingWeight = AlignedBuffer(count: tiles, repeating: zero)
    pendingDay = AlignedBuffer(count: tiles, repeating: SIMD16(repeating: 0))
    eventDays = AlignedBuffer(count: block + 2, repeating: 0)
    sharesAfter = AlignedBuffer(count: (block + 1) * tiles, repeating: zero)
    fillStarts = AlignedBuffer(count: (block + 1) * (tiles + 1), repeating: 0)
    groups = stride(from: 0, to: tiles, by: AssetSum.groupTiles).map { first in
      BookGroup(firstTile: first, tiles: min(AssetSum.groupTiles, tiles - first), days: days, block: block)
    }
  }

  func prepare() {
    for tile in 0..<tiles {
      shares[tile] = Lanes(repeating: 0)
      lastClose[tile] = Lanes(repeating: 0)
      tradedWeight[tile] = Lanes(repeating: 0)
      pendingWeight[tile] = Lanes(repeating: .nan)
    }
    valuedUntil = 0
    for group in groups { group.prepare() }
  }

  func beginBlock(on day: Int, before end: Int, keepsFills: Bool) {
    events = 0
    if !keepsFills { fills.removeAll() }
    // The days before the block's first rebalance: what is held already, and no fill.
    beginEvent(on: day)
    for tile in 0..<tiles { endTile(tile) }
    endEvent(before: end)
  }

  func beginEvent(on day: Int) {
    eventDays[events] = Int32(day)
    fillStarts[events * (tiles + 1)] = Int32(fills.count)
  }

  func endTile(_ tile: Int) {
    sharesAfter[events * tiles + tile] = shares[tile]
    fillStarts[events * (tiles + 1) + tile + 1] = Int32(fills.count)
  }

  /// From an event's day to the day before the next.
  func days(of event: Int) -> Range<Int> { Int(eventDays[event])..<Int(eventDays[event + 1]) }

  func shares(event: Int, tile: Int) -> Lanes { sharesAfter[event * tiles + tile] }

  /// The fills of a tile on an event's day.
  func fills(event: Int, tile: Int) -> Range<Int> {
    let start = event * (tiles + 1) + tile
    return Int(fillStarts[start])..<Int(fillStarts[start + 1])
  }

  /// - Parameter end: the day that follows the block.
  func endEvent(before end: Int) {
    events += 1
    eventDays[events] = Int32(end)
  }
}
