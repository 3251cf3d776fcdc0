public import TickmarkAgreement
public import TickmarkFrames
public import TickmarkMemory

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

  public func variants<Element: PanelElement>(of: Element.Type) -> [Variant<TileBody<Element>>] {
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
    scratch: inout TileScratch, with variant: Variant<TileBody<Element>>
  ) {
    precondition(volumes.days == closes.days && volumes.assets == closes.assets, "one volume for each close")
    precondition(output.count == columns.count * closes.rows.count, "room for every column")
    let rows = columns.count * closes.days
    var whole = output.mutableSpan
    for tile in 0..<closes.tiles {
      let tileCloses = closes.tile(tile)
      let tileVolumes = volumes.tile(tile)
      var columns = whole._mutatingExtracting(tile * rows..<(tile + 1) * rows)
      variant.body(TileInput(closes: tileCloses.span, volumes: tileVolumes.span), &scratch, &columns)
    }
  }

  /// Room for every column of a panel, all gaps.
  public func makeOutput<Element: PanelElement>(for panel: Panel<Element>) -> AlignedBuffer<SIMD16<Element>> {
    AlignedBuffer(count: columns.count * panel.rows.count, repeating: SIMD16(repeating: .nan))
  }
}
