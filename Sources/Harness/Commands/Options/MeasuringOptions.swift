import ArgumentParser
import TickmarkMeasurement

/// How much is measured.
struct MeasuringOptions: ParsableArguments {
  @Option(help: "Fresh processes a case; 20, or 12 with --quick.")
  var processes: Int?

  @Option(help: "Seconds of rounds in each process; 0.12, or 0.05 with --quick.")
  var seconds: Double?

  @Option(help: "Seconds after which a case's process is given up.")
  var timeout: Int?

  @Option(help: "Seed of the shuffled order of the rounds (1).")
  var seed: UInt64?

  @Flag(help: "Count the instructions of one call under callgrind, too: seconds a variant.")
  var instructions = false

  /// The options that were given.
  var given: [String] {
    [
      ("--processes", processes != nil), ("--seconds", seconds != nil), ("--timeout", timeout != nil),
      ("--seed", seed != nil), ("--instructions", instructions),
    ].filter(\.1).map(\.0)
  }

  /// What a command does not take beside a run file that is there already.
  ///
  /// - Parameter others: the command's own options that measuring needs, and whether each was given.
  func refuseBesideRun(_ others: [(name: String, isGiven: Bool)]) throws {
    guard let first = (given + others.filter(\.isGiven).map(\.name)).first else { return }
    throw ValidationError("\(first) measures, and --run does not; leave one of them out")
  }

  func validate() throws {
    if let processes, processes < 2 || processes > 1_000 { throw ValidationError("--processes is 2 to 1000") }
    if let seconds, !(seconds > 0 && seconds <= 3_600) { throw ValidationError("--seconds is above 0, at most 3600") }
    if let timeout, timeout < 1 { throw ValidationError("--timeout is at least 1") }
  }

  func plan(quick: Bool, settings: Settings) -> MeasurementPlan {
    MeasurementPlan(
      processes: processes ?? settings.processes ?? (quick ? 12 : 20),
      secondsPerProcess: seconds ?? settings.secondsPerProcess ?? (quick ? 0.05 : 0.12), minimumRounds: 5,
      seed: seed ?? 1)
  }
}
