import Tickmark

/// A user's package in small, with faults that the tests plant through the environment.
@main struct ExampleBenchmarks: TickmarkProgram {
  static let suites: [Suite] = [.sums, .walks]
  static let flags = [PlantedFaults.kernel]

  static func stopwatch(seed: UInt64) -> any Stopwatch {
    PlantedFaults.usesSystemClock ? SystemStopwatch() : ModelMachine(seed: seed)
  }
}
