import TickmarkAgreement
import TickmarkFrames
import TickmarkIndicators
import TickmarkMemory
import TickmarkParallel

/// The first half of the day: each tile is read, checked, and turned into six indicators and a score while it is in the
/// cache; what is kept of it are its closes and its scores.
enum TrendPass {
  struct Loaded {
    let closes: Panel<Float>
    let scores: Panel<Float>
  }

  /// Nothing where the file is damaged.
  static func run(
    over file: PanelFile, with variant: Variant<IndicatorSet.Pass>, workers: ArraySlice<TrendWorker>
  ) -> Loaded? {
    guard let close = try? file.column("close"), let volume = try? file.column("volume") else { return nil }
    let days = file.days.count
    let gap = SIMD16<Float>(repeating: .nan)
    var closes = AlignedBuffer(count: file.tiles * days, repeating: gap)
    var scores = AlignedBuffer(count: file.tiles * days, repeating: gap)
    for worker in workers { worker.failed = false }
    closes.withDisjointParts(of: days) { closes in
      scores.withDisjointParts(of: days) { scores in
        let job = TrendJob(
          file: file, close: close, volume: volume, variant: variant, workers: Array(workers), closes: closes,
          scores: scores)
        WorkerTeam.shared.perform(job, parts: file.tiles, workers: workers.count)
      }
    }
    guard !workers.contains(where: \.failed) else { return nil }
    return Loaded(
      closes: Panel(days: days, assets: file.assets.count, rows: Column(closes)),
      scores: Panel(days: days, assets: file.assets.count, rows: Column(scores)))
  }
}

/// What one thread needs for a tile.
final class TrendWorker {
  fileprivate let workspace = SetWorkspace<Float>(.seed)
  fileprivate var output: AlignedBuffer<SIMD16<Float>>
  fileprivate(set) var failed = false

  init(days: Int) {
    output = AlignedBuffer(count: IndicatorSet.seed.columns.count * days, repeating: SIMD16(repeating: .nan))
  }

  /// How far the short average stands above the long one, of stocks that have not run too far (RSI up to 70); else a gap.
  fileprivate func score(days: Int, _ scores: inout MutableSpan<SIMD16<Float>>) {
    Self.score(output, days: days, &scores)
  }

  private static func score(
    _ output: borrowing AlignedBuffer<SIMD16<Float>>, days: Int, _ scores: inout MutableSpan<SIMD16<Float>>
  ) {
    let columns = output.span
    for day in 0..<days {
      let trend = columns[day] / columns[days + day] - 1
      let isCalm = columns[2 * days + day] .<= SIMD16(repeating: 70)
      scores[day] = SIMD16(repeating: .nan).replacing(with: trend, where: isCalm)
    }
  }
}

/// A part is a tile.
private struct TrendJob: PartedJob {
  let file: PanelFile
  let close: Int
  let volume: Int
  let variant: Variant<IndicatorSet.Pass>
  let workers: [TrendWorker]
  let closes: DisjointParts<SIMD16<Float>>
  let scores: DisjointParts<SIMD16<Float>>

  func run(part: Int, worker: Int) {
    let worker = workers[worker]
    guard let tile = try? file.tile(part) else {
      worker.failed = true
      return
    }
    let panel = tile.panel(close)
    IndicatorSet.seed.fill(
      &worker.output, closes: panel, volumes: tile.panel(volume), worker.workspace, with: variant)
    let rows = tile[close]
    closes.fill(part) { kept in for day in 0..<tile.days { kept[day] = rows[day] } }
    file.discard(part)
    scores.fill(part) { worker.score(days: tile.days, &$0) }
  }
}
