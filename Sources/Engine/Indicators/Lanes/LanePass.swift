import TickmarkFrames
import TickmarkMemory

extension IndicatorBody {
  /// Sixteen assets side by side; several sets of parameters in one pass.
  static func lanes<Steps: LaneSteps>(_: Steps.Type) -> IndicatorBody where Steps.Parameters == Parameters {
    IndicatorBody(
      float: TileKernel { LanePass<Steps>.fill($0, $1, &$2, &$3) },
      double: TileKernel { LanePass<Steps>.fill($0, $1, &$2, &$3) },
      scratchRows: { Steps.scratchRows($0) })
  }
}

/// The loop over the days of a tile.
enum LanePass<Steps: LaneSteps> {
  static func fill<Element: PanelElement>(
    _ indicators: [Steps.Parameters], _ input: borrowing TileInput<Element>, _ scratch: inout TileScratch,
    _ columns: inout MutableSpan<SIMD16<Element>>
  ) {
    let rows = Steps.Parameters.columnCount * input.days
    precondition(columns.count == indicators.count * rows, "a row of each column a day")
    let gaps = !Steps.looksForGaps || input.hasGaps(in: Steps.Parameters.inputs)
    var windows = scratch.rows.mutableSpan
    // In twos: two recurrences fill each other's waits, and the state of more does not stay in registers.
    for first in stride(from: 0, to: indicators.count, by: 2) {
      let start = first * rows
      switch (first + 1 < indicators.count, gaps) {
      case (true, true): two(indicators, first, input, &windows, &columns, start, AmongGaps.self)
      case (true, false): two(indicators, first, input, &windows, &columns, start, WithoutGaps.self)
      case (false, true): one(indicators[first], input, &windows, &columns, start, AmongGaps.self)
      case (false, false): one(indicators[first], input, &windows, &columns, start, WithoutGaps.self)
      }
    }
  }

  // A function of its own for each of the four: in one that holds them all the inliner stops before the last steps,
  // and a step that is called passes its lanes through memory.
  @inline(never) private static func one<Element: PanelElement, Tile: TileKind>(
    _ indicator: Steps.Parameters, _ input: borrowing TileInput<Element>, _ windows: inout MutableSpan<SIMD16<Double>>,
    _ columns: inout MutableSpan<SIMD16<Element>>, _ start: Int, _: Tile.Type
  ) {
    let days = input.days
    var steps = Steps(indicator, at: 0, &windows)
    for day in 0..<days {
      Steps.store(steps.next(input, day, gaps: Tile.hasGaps, &windows), start + day, days, &columns)
    }
  }

  @inline(never) private static func two<Element: PanelElement, Tile: TileKind>(
    _ indicators: [Steps.Parameters], _ first: Int, _ input: borrowing TileInput<Element>,
    _ windows: inout MutableSpan<SIMD16<Double>>, _ columns: inout MutableSpan<SIMD16<Element>>, _ start: Int,
    _: Tile.Type
  ) {
    let days = input.days
    let second = start + Steps.Parameters.columnCount * days
    var left = Steps(indicators[first], at: 0, &windows)
    var right = Steps(indicators[first + 1], at: Steps.scratchRows(indicators[first]), &windows)
    for day in 0..<days {
      Steps.store(left.next(input, day, gaps: Tile.hasGaps, &windows), start + day, days, &columns)
      Steps.store(right.next(input, day, gaps: Tile.hasGaps, &windows), second + day, days, &columns)
    }
  }
}

/// Whether a tile has gaps, as a type: each answer is then a loop of its own.
private protocol TileKind {
  static var hasGaps: Bool { get }
}

private enum AmongGaps: TileKind {
  static var hasGaps: Bool { true }
}

private enum WithoutGaps: TileKind {
  static var hasGaps: Bool { false }
}
