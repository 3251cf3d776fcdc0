import CTickmarkVector
import TickmarkFrames
import TickmarkMemory

/// Up to eight tiles of a book, lived through by one thread at a time: their last closes, the ranges and the open
/// positions of their assets, their part of each day's sums, and the trades that they complete. `BookTiles` says why its
/// accesses are not checked.
final class BookGroup {
  typealias Lanes = SIMD16<Double>

  private let firstTile: Int
  private let tiles: Int
  @exclusivity(unchecked) private var lastClose: AlignedBuffer<Lanes>
  @exclusivity(unchecked) private var highest: AlignedBuffer<Lanes>
  @exclusivity(unchecked) private var lowest: AlignedBuffer<Lanes>
  @exclusivity(unchecked) private var positions: AlignedBuffer<OpenPosition>
  /// What `BookWorth` adds up, of each day of the block, by lane.
  @exclusivity(unchecked) private var sums: AlignedBuffer<Sums>
  @exclusivity(unchecked) private(set) var log = TradeLog<BookTrade>()

  init(firstTile: Int, tiles: Int, days: Int, block: Int) {
    self.firstTile = firstTile
    self.tiles = tiles
    let zero = Lanes(repeating: 0)
    lastClose = AlignedBuffer(count: tiles, repeating: zero)
    highest = AlignedBuffer(count: tiles, repeating: zero)
    lowest = AlignedBuffer(count: tiles, repeating: zero)
    positions = AlignedBuffer(count: tiles * 16, repeating: OpenPosition())
    sums = AlignedBuffer(count: block, repeating: .zero)
  }

  func prepare() {
    for tile in 0..<tiles {
      lastClose[tile] = Lanes(repeating: 0)
      highest[tile] = Lanes(repeating: -.infinity)
      lowest[tile] = Lanes(repeating: .infinity)
    }
    log.removeAll()
    for asset in 0..<positions.count { positions[asset] = OpenPosition() }
  }

  func forgetTrades() { log.removeAll() }

  /// The day's sums by lane, `day` counted within the block.
  @inline(__always) func sums(_ day: Int) -> Sums { sums[day] }

  struct Sums: BitwiseCopyable {
    var net: Lanes
    var gross: Lanes
    var priced: Lanes

    static let zero = Sums(net: Lanes(repeating: 0), gross: Lanes(repeating: 0), priced: Lanes(repeating: 0))
  }

  /// Lives through one block that has been decided.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  func live<Element: PanelElement>(_ block: DecidedBlock<Element>) {
    let zero = Lanes(repeating: 0)
    for day in 0..<block.days.count {
      // One by one: a struct of zeros is copied from memory by a call.
      sums[day].net = zero
      sums[day].gross = zero
      sums[day].priced = zero
    }
    for tile in 0..<tiles {
      let column = block.closes.tile(firstTile + tile)
      for event in 0..<block.tiles.events {
        let days = block.tiles.days(of: event)
        guard !days.isEmpty else { continue }
        live(
          days, from: block.days.lowerBound, tile, column.span, block.tiles, event: event,
          tracksTrades: block.tracksTrades)
      }
    }
  }

  /// From one event's day to the day before the next.
  @inline(__always) private func live<Element: PanelElement>(
    _ days: Range<Int>, from blockStart: Int, _ tile: Int, _ closes: Span<SIMD16<Element>>,
    _ book: BookTiles, event: Int, tracksTrades: Bool
  ) {
    // Plain locals, so that a quiet day runs in registers.
    var last = lastClose[tile]
    var high = highest[tile]
    var low = lowest[tile]
    let shares = book.shares(event: event, tile: firstTile + tile)
    let size = tickmark_absolute16(shares)
    let fills = tracksTrades ? book.fills(event: event, tile: firstTile + tile) : 0..<0
    var sums = sums.mutableSpan
    for day in days {
      let close = ValidPrices(Element.widen(closes[day]))
      last = close.or(last)
      if tracksTrades {
        high = close.higher(than: high)
        low = close.lower(than: low)
        if day == days.lowerBound, !fills.isEmpty { replay(fills, book, tile, close, &high, &low) }
      }
      sums[day - blockStart].net += shares * last
      sums[day - blockStart].gross += size * last
      sums[day - blockStart].priced += shares * close.or(Lanes(repeating: 0))
    }
    lastClose[tile] = last
    highest[tile] = high
    lowest[tile] = low
  }

  /// The fills of one tile on one day, asset by asset.
  private func replay(
    _ fills: Range<Int>, _ book: BookTiles, _ tile: Int, _ close: ValidPrices, _ high: inout Lanes,
    _ low: inout Lanes
  ) {
    for index in fills {
      let fill = book.fills[index]
      let lane = Int(fill.asset) % 16
      let position = tile * 16 + lane
      let effect = positions[position].apply(fill, highest: high[lane], lowest: low[lane])
      switch effect {
      case .added: continue
      case .closed(let trade):
        log.append(trade)
        continue
      case .opened: break
      case .flipped(let trade): log.append(trade)
      }
      high[lane] = close.or(Lanes(repeating: -.infinity))[lane]
      low[lane] = close.or(Lanes(repeating: .infinity))[lane]
    }
  }
}

/// A block of days that has been decided, for the groups to live through: a part is a group.
struct DecidedBlock<Element: PanelElement>: PartedJob {
  let days: Range<Int>
  let closes: Panel<Element>
  let tiles: BookTiles
  let tracksTrades: Bool

  func run(part: Int, worker: Int) { tiles.groups[part].live(self) }
}
