public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory

extension Tracking {
  /// One tile, one asset, one day after the other: the reference.
  public static var scalar: Variant<Body> {
    Variant("scalar") { input, workspace in
      workspace.prepare(days: input.weights.days)
      for tile in 0..<input.weights.tiles {
        for lane in 0..<min(16, input.weights.assets - tile * 16) {
          recordScalar(input, tile: tile, lane: lane, &workspace)
        }
        addMarginsScalar(input, tile: tile, &workspace.groupMargin)
        guard (tile + 1) % AssetSum.groupTiles == 0 || tile + 1 == input.weights.tiles else { continue }
        workspace.endGroup()
      }
      workspace.sorted.count(workspace.log)
      workspace.sorted.begin()
      workspace.sorted.place(workspace.log)
      return workspace.statistics(input)
    }
  }

  /// Step by step through one asset's days.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func recordScalar(
    _ input: TrackingInput<Element>, tile: Int, lane: Int, _ workspace: inout TrackingWorkspace
  ) {
    let weights = input.weights.tile(tile)
    let prices = input.prices.tile(tile)
    let days = input.weights.days
    var open: Trade?
    for day in 0..<days {
      let weight = Double(weights[day][lane])
      let price = Double(prices[day][lane])
      if weight != 0 { workspace.active[day] += 1 }
      let isTarget = Target.holds(weight: weight, price: price, capital: input.capital)
      if var trade = open, !isTarget {
        trade.exitDay = Int32(day)
        trade.exitPrice = price
        workspace.log.append(trade)
        open = nil
      } else if open == nil, isTarget {
        open = Trade(
          asset: Int32(tile * 16 + lane), entryDay: Int32(day), exitDay: 0, closedAtEnd: false, weight: weight,
          entryPrice: price, exitPrice: .nan, highest: price, lowest: price)
      }
      open?.see(price)
    }
    if var trade = open {
      trade.exitDay = Int32(days - 1)
      trade.exitPrice = Double(prices[days - 1][lane])
      trade.closedAtEnd = true
      workspace.log.append(trade)
    }
  }

  /// Adds each day's margin of one tile, its sixteen lanes folded in halves.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func addMarginsScalar(_ input: TrackingInput<Element>, tile: Int, _ margin: inout AlignedBuffer<Double>) {
    let weights = input.weights.tile(tile)
    let prices = input.prices.tile(tile)
    let assets = min(16, input.weights.assets - tile * 16)
    for day in 0..<input.weights.days {
      var sums = InlineArray<16, Double>(repeating: 0)
      for lane in 0..<assets {
        let weight = Double(weights[day][lane])
        let price = Double(prices[day][lane])
        if Target.holds(weight: weight, price: price, capital: input.capital) { sums[lane] = abs(weight) }
      }
      for half in [8, 4, 2, 1] {
        for lane in 0..<half { sums[lane] += sums[lane + half] }
      }
      margin[day] += sums[0]
    }
  }
}
