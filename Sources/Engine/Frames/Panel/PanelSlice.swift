public import TickmarkMemory

/// Consecutive days of a panel, tile by tile, in the panel's own memory.
///
/// A tile's days lie together, so a tile of the slice is one column of rows; the tiles do not, so the slice is no panel.
/// Kernels take it tile by tile, as they take a panel.
///
/// - Complexity: O(1) to make and to index, no copy; `copied()` is O(`days` · `assets`).
public struct PanelSlice<Element: PanelElement>: Sendable {
  public let panel: Panel<Element>
  /// Which days of the panel these are.
  public let range: Range<Int>

  @inlinable init(panel: Panel<Element>, range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= panel.days, "a slice lies within the panel's days")
    (self.panel, self.range) = (panel, range)
  }

  @inlinable public var days: Int { range.count }
  @inlinable public var assets: Int { panel.assets }
  @inlinable public var tiles: Int { panel.tiles }

  /// The rows of one tile, a day each, in the same memory.
  @inlinable public func tile(_ index: Int) -> Column<SIMD16<Element>> { panel.tile(index).slice(range) }

  @inlinable public subscript(day: Int, asset: Int) -> Element {
    precondition(day >= 0 && day < days, "a day of the slice")
    return panel[range.lowerBound + day, asset]
  }

  /// The same days as a panel with memory of its own.
  public func copied() -> Panel<Element> {
    let ranges = (0..<tiles).map { tile in
      tile * panel.days + range.lowerBound..<tile * panel.days + range.upperBound
    }
    return Panel(days: days, assets: assets, rows: Column(copying: ranges, of: panel.rows))
  }
}

extension Panel {
  /// The days of `range`, without a copy.
  ///
  /// - Precondition: the range lies within the panel's days.
  @inlinable public func slice(days range: Range<Int>) -> PanelSlice<Element> {
    PanelSlice(panel: self, range: range)
  }

  /// The assets of whole tiles, without a copy: tiles lie one behind the other, so this is a panel too.
  ///
  /// - Precondition: the range lies within the panel's tiles.
  public func slice(tiles range: Range<Int>) -> Panel {
    precondition(range.lowerBound >= 0 && range.upperBound <= tiles, "a slice lies within the panel's tiles")
    let last = Swift.min(range.upperBound * Self.lanes, assets)
    return Panel(
      days: days, assets: Swift.max(last - range.lowerBound * Self.lanes, 0),
      rows: rows.slice(range.lowerBound * days..<range.upperBound * days))
  }
}
