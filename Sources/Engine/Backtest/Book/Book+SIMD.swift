public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory
import TickmarkParallel

extension Book {
  /// Sixteen assets side by side: a block of days is decided on its rebalance days, then lived through tile by tile.
  public static var simd: Variant<Body> {
    Variant("simd") { input, workspace in run(input, &workspace, workers: 1) }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func run(_ input: BookInput<Element>, _ workspace: inout BookWorkspace, workers: Int) -> BookStatistics {
    let days = input.weights.days
    workspace.prepare(days: days)
    let tiles = workspace.makeTiles(assets: input.weights.assets)
    tiles.prepare()
    swap(&workspace.ledger, &tiles.fills)
    var decisions = BookDecisions(input)
    for start in stride(from: 0, to: days, by: tiles.blockDays) {
      let block = start..<min(start + tiles.blockDays, days)
      tiles.beginBlock(on: start, before: block.upperBound, keepsFills: workspace.record == .ledger)
      decisions.decide(block, tiles, &workspace)
      let decided = DecidedBlock(
        days: block, closes: input.closes, tiles: tiles, tracksTrades: workspace.record >= .statistics)
      WorkerTeam.shared.perform(decided, parts: tiles.groups.count, workers: workers)
      workspace.endBlock(block, tiles, capital: input.rules.capital)
      if workspace.record == .statistics {
        workspace.settle(tiles.groups, block, dates: input.dates)
        for group in tiles.groups { group.forgetTrades() }
      }
    }
    swap(&workspace.ledger, &tiles.fills)
    if workspace.record >= .trades { workspace.settle(tiles.groups, 0..<days, dates: input.dates) }
    return workspace.statistics(input)
  }
}

extension BookWorkspace {
  mutating func makeTiles(assets: Int) -> BookTiles {
    if let tiles, tiles.assets == assets { return tiles }
    let made = BookTiles(days: days, assets: assets)
    tiles = made
    return made
  }

  /// Sorts the trades that the groups have completed on some days, and adds them up.
  mutating func settle(_ groups: [BookGroup], _ days: Range<Int>, dates: Column<Int32>) {
    sorted.removeAll(before: days)
    for group in groups { sorted.count(group.log) }
    sorted.begin(days)
    for group in groups { sorted.place(group.log) }
    tally.add(sorted, dates: dates)
  }

  /// Adds the groups up in their order, day by day.
  mutating func endBlock(_ block: Range<Int>, _ tiles: BookTiles, capital: Double) {
    for day in block {
      var net = SIMD16<Double>(repeating: 0)
      var gross = SIMD16<Double>(repeating: 0)
      var priced = SIMD16<Double>(repeating: 0)
      for group in tiles.groups {
        let sums = group.sums(day - block.lowerBound)
        net += sums.net
        gross += sums.gross
        priced += sums.priced
      }
      let worth = BookWorth(net: net.sumInHalves, gross: gross.sumInHalves, priced: priced.sumInHalves)
      endDay(day, cash: cash[day], worth, capital: capital)
    }
  }
}
