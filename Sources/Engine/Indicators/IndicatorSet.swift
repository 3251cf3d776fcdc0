public import TickmarkAgreement
public import TickmarkFrames
public import TickmarkMemory
import TickmarkParallel

/// A named set of columns computed in one pass; what the command line calls `--set`.
public enum IndicatorSet: String, CaseIterable, Sendable {
  case seed
  case bench

  public var columns: [String] {
    switch self {
    case .seed: SixPack<Float>.columns
    case .bench: BenchPack<Float>.columns
    }
  }

  /// How a set is computed: by which of its kernels, on how many threads.
  public struct Pass: Sendable {
    let kernel: String
    let workers: Int
  }

  public static var variants: [Variant<Pass>] { [scalar, simd, parallel] }

  func kernels<Element: PanelElement>(of: Element.Type) -> [Variant<TileBody<Element>>] {
    switch self {
    case .seed: SixPack<Element>.variants
    case .bench: BenchPack<Element>.variants
    }
  }

  /// Fills `output`, tile after tile, `columns.count` columns each: `[tile][column][day][lane]`.
  ///
  /// - Precondition: `output.count == columns.count * closes.rows.count`; `volumes` has the shape of `closes`.
  public func fill<Element: PanelElement>(
    _ output: inout AlignedBuffer<SIMD16<Element>>, closes: Panel<Element>, volumes: Panel<Element>,
    scratch: ThreadScratch, with variant: Variant<Pass>
  ) {
    precondition(volumes.days == closes.days && volumes.assets == closes.assets, "one volume for each close")
    precondition(output.count == columns.count * closes.rows.count, "room for every column")
    guard let kernel = kernels(of: Element.self).named(variant.body.kernel)?.body else {
      preconditionFailure("every set has the kernel '\(variant.body.kernel)'")
    }
    let tiles = TileParts.tiles(columns: columns.count, days: closes.days, of: Element.self)
    let rows = columns.count * closes.days
    output.withDisjointParts(of: tiles * rows) { output in
      let job = SetJob(
        kernel: kernel, closes: closes, volumes: volumes, scratch: scratch, output: output,
        tilesPerPart: tiles, rowsPerTile: rows)
      WorkerTeam.shared.perform(job, parts: output.parts, workers: variant.body.workers)
    }
  }

  /// Scratch for the kernels of any set, for every thread.
  public static func makeScratch() -> ThreadScratch { ThreadScratch(rows: 208) }

  /// Room for every column of a panel, all gaps.
  public func makeOutput<Element: PanelElement>(for panel: Panel<Element>) -> AlignedBuffer<SIMD16<Element>> {
    AlignedBuffer(count: columns.count * panel.rows.count, repeating: SIMD16(repeating: .nan))
  }
}

/// A part is some neighbouring tiles.
private struct SetJob<Element: PanelElement>: PartedJob {
  let kernel: TileBody<Element>
  let closes: Panel<Element>
  let volumes: Panel<Element>
  let scratch: ThreadScratch
  let output: DisjointParts<SIMD16<Element>>
  let tilesPerPart: Int
  let rowsPerTile: Int

  func run(part: Int, worker: Int) {
    let first = part * tilesPerPart
    output.fill(part) { whole in
      for tile in first..<min(first + tilesPerPart, closes.tiles) {
        let tileCloses = closes.tile(tile)
        let tileVolumes = volumes.tile(tile)
        let start = (tile - first) * rowsPerTile
        var columns = whole._mutatingExtracting(start..<start + rowsPerTile)
        kernel(
          TileInput(closes: tileCloses.span, volumes: tileVolumes.span), &scratch.places[worker].scratch, &columns)
      }
    }
  }
}
