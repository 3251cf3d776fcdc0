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
    enum Kernel { case scalar, simd }
    let kernel: Kernel
    let workers: Int
  }

  public static var variants: [Variant<Pass>] { [scalar, simd, parallel] }

  /// Fills `output`, tile after tile, `columns.count` columns each: `[tile][column][day][lane]`.
  ///
  /// - Precondition: `output.count == columns.count * closes.rows.count`; `volumes` has the shape of `closes`.
  public func fill<Element: PanelElement>(
    _ output: inout AlignedBuffer<SIMD16<Element>>, closes: Panel<Element>, volumes: Panel<Element>,
    _ workspace: SetWorkspace<Element>, with variant: Variant<Pass>
  ) {
    precondition(volumes.days == closes.days && volumes.assets == closes.assets, "one volume for each close")
    precondition(output.count == columns.count * closes.rows.count, "room for every column")
    precondition(workspace.set == self, "a workspace of this set")
    let tiles = TileParts.tiles(columns: columns.count, days: closes.days, of: Element.self)
    let rows = columns.count * closes.days
    output.withDisjointParts(of: tiles * rows) { output in
      let job = SetJob(
        kernel: workspace.kernel(variant.body.kernel), closes: closes, volumes: volumes, scratch: workspace.scratch,
        output: output,
        tilesPerPart: tiles, rowsPerTile: rows)
      WorkerTeam.shared.perform(job, parts: output.parts, workers: variant.body.workers)
    }
  }

  /// Room for every column of a panel, all gaps.
  public func makeOutput<Element: PanelElement>(for panel: Panel<Element>) -> AlignedBuffer<SIMD16<Element>> {
    AlignedBuffer(count: columns.count * panel.rows.count, repeating: SIMD16(repeating: .nan))
  }
}

/// A set's kernels at one precision, and their scratch for every thread: made once for many runs, which then allocate
/// nothing.
public struct SetWorkspace<Element: PanelElement> {
  let set: IndicatorSet
  let scratch = ThreadScratch(rows: 208)
  private let scalar: TileBody<Element>
  private let simd: TileBody<Element>

  public init(_ set: IndicatorSet) {
    self.set = set
    switch set {
    case .seed: (scalar, simd) = (SixPack<Element>.scalar.body, SixPack<Element>.simd.body)
    case .bench: (scalar, simd) = (BenchPack<Element>.scalar.body, BenchPack<Element>.simd.body)
    }
  }

  func kernel(_ kernel: IndicatorSet.Pass.Kernel) -> TileBody<Element> {
    switch kernel {
    case .scalar: scalar
    case .simd: simd
    }
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
