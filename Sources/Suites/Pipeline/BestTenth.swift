import TickmarkFrames
import TickmarkMemory
import TickmarkParallel

/// Equal weights for the tenth of the stocks with the highest scores, chosen once a month.
enum BestTenth {
  /// The scores of day `k · every` are the weights of the days after it, until the next choice.
  static func weights(of scores: Panel<Float>, every: Int, workers: Int) -> Panel<Float> {
    let (days, tiles) = (scores.days, scores.tiles)
    var rows = AlignedBuffer<SIMD16<Float>>(count: tiles * days, repeating: SIMD16(repeating: 0))
    let choices = (days + every - 1) / every
    var chosen = AlignedBuffer<SIMD16<Float>>(count: choices * tiles, repeating: SIMD16(repeating: 0))
    chosen.withDisjointParts(of: tiles) { chosen in
      let job = ChoiceJob(scores: scores, every: every, chosen: chosen)
      WorkerTeam.shared.perform(job, parts: chosen.parts, workers: workers)
    }
    let choiceRows = Column(chosen)
    rows.withDisjointParts(of: days) { rows in
      let job = SpreadJob(choices: choiceRows, tiles: tiles, every: every, rows: rows)
      WorkerTeam.shared.perform(job, parts: rows.parts, workers: workers)
    }
    return Panel(days: days, assets: scores.assets, rows: Column(rows))
  }
}

/// A part is one day's choice.
private struct ChoiceJob: PartedJob {
  let scores: Panel<Float>
  let every: Int
  let chosen: DisjointParts<SIMD16<Float>>

  func run(part: Int, worker: Int) {
    let day = part * every
    var ranked: [Float] = []
    ranked.reserveCapacity(scores.assets)
    for asset in 0..<scores.assets where !scores[day, asset].isNaN { ranked.append(scores[day, asset]) }
    ranked.sort(by: >)
    let wanted = scores.assets / 10
    guard wanted > 0, ranked.count >= wanted else { return }
    let limit = ranked[wanted - 1]
    // Equal scores at the limit all count, so that no order of the stocks decides.
    let count = Float(ranked.prefix { $0 >= limit }.count)
    chosen.fill(part) { row in
      for asset in 0..<scores.assets where scores[day, asset] >= limit { row[asset / 16][asset % 16] = 1 / count }
    }
  }
}

/// A part is a tile: each day has the choice before it.
private struct SpreadJob: PartedJob {
  let choices: Column<SIMD16<Float>>
  let tiles: Int
  let every: Int
  let rows: DisjointParts<SIMD16<Float>>

  func run(part: Int, worker: Int) {
    rows.fill(part) { rows in
      for day in stride(from: 1, to: rows.count, by: 1) { rows[day] = choices[(day - 1) / every * tiles + part] }
    }
  }
}
