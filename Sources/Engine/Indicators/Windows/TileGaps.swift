import TickmarkFrames

/// What a tile's values allow a kernel to leave out.
enum TileGaps {
  /// Whether any value of the rows is NaN or infinite.
  ///
  /// - Complexity: one subtraction and one comparison a row; the tile stays in cache for the pass that follows.
  @inline(__always) static func exist<Element: PanelElement>(in rows: Span<SIMD16<Element>>) -> Bool {
    var spoiled = SIMD16<Double>(repeating: 0)
    for row in rows.indices {
      let lanes = Element.widen(rows[row])
      spoiled += lanes - lanes  // 0 for a number, NaN for NaN and ±infinity
    }
    return any(spoiled .!= spoiled)
  }

  /// The first valid value of each lane; 0 where a lane has none.
  @inline(__always) static func firstValid<Element: PanelElement>(
    in rows: Span<SIMD16<Element>>
  ) -> SIMD16<Double> {
    var first = SIMD16<Double>(repeating: .nan)
    for row in rows.indices {
      first.replace(with: valid(rows[row]), where: first .!= first)
      if all(first .== first) { return first }
    }
    return first.replacing(with: 0, where: first .!= first)
  }

  /// The row in Float64, with infinities made gaps.
  @inline(__always) static func valid<Element: PanelElement>(_ row: SIMD16<Element>) -> SIMD16<Double> {
    let lanes = Element.widen(row)
    // Subtracting 0 keeps the sign of a zero, adding it would not.
    return lanes - (lanes - lanes)
  }

  /// As `valid`; `gaps: false` promises that nothing has to be made a gap.
  @inline(__always) static func valid<Element: PanelElement>(_ row: SIMD16<Element>, gaps: Bool) -> SIMD16<Double> {
    gaps ? valid(row) : Element.widen(row)
  }
}
