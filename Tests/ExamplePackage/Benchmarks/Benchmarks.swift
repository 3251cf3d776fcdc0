import Tickmark

@main struct Benchmarks: TickmarkProgram {
  static let suites: [Suite] = [.parsing, .rolling]
  static let flags = [Rolling.kernel]
}
