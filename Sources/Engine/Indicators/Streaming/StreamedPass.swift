import TickmarkFrames
import TickmarkMemory

extension IndicatorBody {
  /// The stream's steps over each asset in turn: the reference of every indicator.
  static var streamed: IndicatorBody {
    IndicatorBody(
      float: TileKernel { streamedPass($0, $1, &$2, &$3) }, double: TileKernel { streamedPass($0, $1, &$2, &$3) },
      scratchRows: { Parameters.Steps.memoryCount($0) })
  }

  private static func streamedPass<Element: PanelElement>(
    _ indicators: [Parameters], _ input: borrowing TileInput<Element>, _ scratch: inout TileScratch,
    _ columns: inout MutableSpan<SIMD16<Element>>
  ) {
    let days = input.days
    precondition(columns.count == indicators.count * Parameters.columnCount * days, "a row of each column a day")
    var memory = scratch.values.mutableSpan
    var first = 0
    for indicator in indicators {
      for lane in 0..<16 {
        var steps = Parameters.Steps(indicator, &memory)
        for day in 0..<days {
          let values = steps.next(input.bar(day, lane), &memory)
          for column in 0..<Parameters.columnCount {
            columns[(first + column) * days + day][lane] = Element(Parameters.Steps.column(column, of: values))
          }
        }
      }
      first += Parameters.columnCount
    }
  }
}
