public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory
import TickmarkParallel

extension Tracking {
  /// Sixteen assets side by side; single lanes are looked at only on days when some asset enters or leaves.
  public static var simd: Variant<Body> {
    Variant("simd") { input, workspace in run(input, &workspace, workers: 1) }
  }

  static func run(
    _ input: TrackingInput<Element>, _ workspace: inout TrackingWorkspace, workers: Int
  ) -> TradeStatistics {
    workspace.prepare(days: input.weights.days)
    workspace.makeGroups(tiles: input.weights.tiles)
    let groups = workspace.groups
    WorkerTeam.shared.perform(TrackingJob(input: input, groups: groups), parts: groups.count, workers: workers)
    workspace.collectGroups()
    return workspace.statistics(input)
  }

  /// Most days repeat the day before: the same weights, and prices at which every open trade surely stays a target. Such
  /// a day widens the range of prices and copies the day's sums; any other is looked at lane by lane.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func record(_ input: TrackingInput<Element>, tile: Int, in group: TrackingGroup) {
    let weightRows = input.weights.tile(tile)
    let priceRows = input.prices.tile(tile)
    let weights = weightRows.span
    let prices = priceRows.span
    let lastDay = weights.count - 1
    var book = TileBook<Element>(tile: tile, assets: input.weights.assets, capital: input.capital)
    var actives = group.active.mutableSpan
    var margins = group.margin.mutableSpan
    // Plain locals, so that a quiet day runs in registers.
    var highest = SIMD16<Element>(repeating: 0)
    var lowest = SIMD16<Element>(repeating: 0)
    for day in weights.indices {
      let price = prices[day]
      if Element.haveSameBits(weights[day], book.weight),
        Element.areWithin(price, limits: book.limit, where: book.isOpen),
        !book.mustLook, day != lastDay
      {
        highest = Element.larger(price, highest)
        lowest = Element.smaller(price, lowest)
      } else {
        book.look(
          at: weights[day], price, on: day, isLast: day == lastDay, &highest, &lowest, &group.log)
      }
      actives[day] += book.active
      margins[day] += book.margin
    }
  }
}

/// A part is a group of tiles.
private struct TrackingJob<Element: PanelElement>: PartedJob {
  let input: TrackingInput<Element>
  let groups: [TrackingGroup]

  func run(part: Int, worker: Int) {
    let group = groups[part]
    group.prepare()
    for tile in group.tiles { Tracking.record(input, tile: tile, in: group) }
  }
}
