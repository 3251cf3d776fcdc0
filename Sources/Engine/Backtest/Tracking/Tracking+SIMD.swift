public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory

extension Tracking {
  /// Sixteen assets side by side; single lanes are looked at only on days when some asset enters or leaves.
  public static var simd: Variant<Body> {
    Variant("simd") { input, workspace in
      workspace.prepare(days: input.weights.days)
      for tile in 0..<input.weights.tiles { recordSIMD(input, tile: tile, &workspace) }
      return workspace.statistics(input)
    }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func recordSIMD(_ input: TrackingInput<Element>, tile: Int, _ workspace: inout TrackingWorkspace) {
    let weightRows = input.weights.tile(tile)
    let priceRows = input.prices.tile(tile)
    let weights = weightRows.span
    let prices = priceRows.span
    let days = weights.count
    let assets = min(16, input.weights.assets - tile * 16)
    var present = TileDay.Mask(repeating: false)
    for lane in 0..<assets { present[lane] = true }
    var entries = TileEntries(firstAsset: tile * 16)
    // Plain locals, so that a quiet day runs in registers.
    var yesterday = SIMD16<Double>(repeating: 0)
    var open = TileDay.Mask(repeating: false)
    var highest = SIMD16<Double>(repeating: 0)
    var lowest = SIMD16<Double>(repeating: 0)
    var active: Int32 = 0
    var margin = 0.0

    for index in 0..<days {
      let day = TileDay(
        weight: Element.widen(weights[index]), price: Element.widen(prices[index]), isFull: assets == 16,
        present: present, capital: input.capital)
      let (surely, possibly) = day.bounds
      let before = (highest: highest, lowest: lowest)
      highest.replace(with: day.price, where: day.price .> highest)
      lowest.replace(with: day.price, where: day.price .< lowest)
      // Most days repeat the day before: one test over all reasons to look closer.
      let news = (surely .^ open) .| (surely .^ possibly) .| (day.weight .!= yesterday)
      if any(news) || index == days - 1 {
        let targets = day.targets(surely: surely, possibly: possibly)
        let opened = targets .& .!open
        highest.replace(with: day.price, where: opened)
        lowest.replace(with: day.price, where: opened)
        entries.turn(
          from: open, to: targets, on: index, isLast: index == days - 1, day, before: before,
          now: (highest, lowest), &workspace.log)
        (active, margin) = day.measure(targets)
        open = targets
        yesterday = day.weight
      }
      workspace.active[index] += active
      workspace.margin[index] += margin
    }
  }
}
