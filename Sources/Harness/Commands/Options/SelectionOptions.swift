import ArgumentParser
import TickmarkMeasurement

/// Which cases are meant.
struct SelectionOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: "Only cases whose suite/operation/size contains this; '*' stands for anything. May be repeated.")
  var filter: [String] = []

  @Flag(help: "Leave the large sizes out and measure for a shorter time.")
  var quick = false

  /// - Throws: `.noMatch` for a filter that no case matches.
  func select(from suites: [Suite]) throws -> Selection {
    try Selection(suites: suites, filters: filter, includeLarge: !quick)
  }
}
