import TickmarkFrames

/// An indicator of sixteen series side by side: lane for lane the same operations in the same order as its `Steps`.
///
/// `next` is inlined into the loop over a tile's days (`LanePass`), so that the state stays in registers.
protocol LaneSteps: SendableMetatype {
  associatedtype Parameters: Indicator
  /// One to three rows of lanes, a column each.
  associatedtype Values

  /// Whether a tile without gaps takes a faster path; if so, one look at the tile comes first.
  static var looksForGaps: Bool { get }
  static func scratchRows(_ indicator: Parameters) -> Int
  static func store<Element: PanelElement>(
    _ values: Values, _ row: Int, _ days: Int, _ columns: inout MutableSpan<SIMD16<Element>>)

  /// Begins a tile; the windows lie in the scratch from `base` on.
  init(_ indicator: Parameters, at base: Int, _ scratch: inout MutableSpan<SIMD16<Double>>)
  /// - Parameter gaps: false promises that the tile has none; the results have the same bits either way.
  mutating func next<Element: PanelElement>(
    _ input: borrowing TileInput<Element>, _ day: Int, gaps: Bool, _ scratch: inout MutableSpan<SIMD16<Double>>
  ) -> Values
}

extension LaneSteps {
  static var looksForGaps: Bool { false }
}

extension LaneSteps where Values == SIMD16<Double> {
  @inline(__always) static func store<Element: PanelElement>(
    _ values: Values, _ row: Int, _ days: Int, _ columns: inout MutableSpan<SIMD16<Element>>
  ) {
    columns[row] = Element.narrow(values)
  }
}

extension LaneSteps where Values == (SIMD16<Double>, SIMD16<Double>) {
  @inline(__always) static func store<Element: PanelElement>(
    _ values: Values, _ row: Int, _ days: Int, _ columns: inout MutableSpan<SIMD16<Element>>
  ) {
    columns[row] = Element.narrow(values.0)
    columns[row + days] = Element.narrow(values.1)
  }
}

extension LaneSteps where Values == (SIMD16<Double>, SIMD16<Double>, SIMD16<Double>) {
  @inline(__always) static func store<Element: PanelElement>(
    _ values: Values, _ row: Int, _ days: Int, _ columns: inout MutableSpan<SIMD16<Element>>
  ) {
    columns[row] = Element.narrow(values.0)
    columns[row + days] = Element.narrow(values.1)
    columns[row + 2 * days] = Element.narrow(values.2)
  }
}
