public import TickmarkMemory

/// The memory of a run of the tracker, owned by the caller and used again for the next run.
public struct TrackingWorkspace: ~Copyable {
  /// The reference's trades; the other variants keep theirs by groups.
  var log = TradeLog<Trade>()
  var groups: [TrackingGroup] = []
  var sorted: SortedTrades<Trade>
  /// Non-zero weights of each day.
  var active: AlignedBuffer<Int32>
  /// Σ |w| over the targets of each day.
  public internal(set) var margin: AlignedBuffer<Double>
  /// The reference's margin of one group of tiles.
  var groupMargin: AlignedBuffer<Double>
  /// What an entry or exit costs on each day.
  var commission: AlignedBuffer<Double>
  /// Net result over entry value of each trade, in the sorted order.
  var returns = AlignedBuffer<Double>(count: 256, repeating: 0)

  public init(days: Int) {
    sorted = SortedTrades(days: days)
    active = AlignedBuffer(count: days, repeating: 0)
    margin = AlignedBuffer(count: days, repeating: 0)
    groupMargin = AlignedBuffer(count: days, repeating: 0)
    commission = AlignedBuffer(count: days, repeating: 0)
  }

  public var trades: Int { sorted.count }

  /// The trades of the last run, by exit day, then asset.
  public subscript(trade position: Int) -> Trade { sorted[position] }

  mutating func prepare(days: Int) {
    precondition(margin.count == days, "a workspace is made for its number of days")
    log.removeAll()
    sorted.removeAll()
    for day in 0..<days {
      active[day] = 0
      margin[day] = 0
      groupMargin[day] = 0
    }
  }

  /// Adds the reference's group to the sum, and begins the next.
  mutating func endGroup() {
    for day in 0..<margin.count {
      margin[day] += groupMargin[day]
      groupMargin[day] = 0
    }
  }

  /// Makes the groups of `tiles` tiles, unless they are there.
  mutating func makeGroups(tiles: Int) {
    let size = AssetSum.groupTiles
    guard groups.count != (tiles + size - 1) / size || groups.last?.tiles.upperBound ?? 0 != tiles else { return }
    groups = stride(from: 0, to: tiles, by: size).map { first in
      TrackingGroup(tiles: first..<min(first + size, tiles), days: margin.count)
    }
  }

  /// Adds the groups' days up, in their order, and sorts their trades.
  mutating func collectGroups() {
    for group in groups {
      group.add(to: &active, &margin)
      sorted.count(group.log)
    }
    sorted.begin()
    for group in groups { sorted.place(group.log) }
  }
}

/// The trades and the days' sums of up to eight tiles, recorded by one thread at a time.
final class TrackingGroup {
  let tiles: Range<Int>
  var log = TradeLog<Trade>()
  var active: AlignedBuffer<Int32>
  var margin: AlignedBuffer<Double>

  init(tiles: Range<Int>, days: Int) {
    self.tiles = tiles
    active = AlignedBuffer(count: days, repeating: 0)
    margin = AlignedBuffer(count: days, repeating: 0)
  }

  func prepare() {
    log.removeAll()
    for day in 0..<margin.count {
      active[day] = 0
      margin[day] = 0
    }
  }

  func add(to active: inout AlignedBuffer<Int32>, _ margin: inout AlignedBuffer<Double>) {
    for day in 0..<margin.count {
      active[day] += self.active[day]
      margin[day] += self.margin[day]
    }
  }
}
