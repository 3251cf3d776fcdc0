import ArgumentParser

/// How command lines are run, for `ab --commands`.
struct ProgramOptions: ParsableArguments {
  @Option(help: "Runs of each command before anything is timed (1).")
  var warmup: Int?

  @Option(help: "Rounds at most, each of both commands; as many as --seconds allow by default.")
  var rounds: Int?

  @Option(help: "Run this before every timed run, untimed.")
  var prepare: String?

  @Option(help: "Run this once for each command, before the first run of any.")
  var setup: String?

  @Option(help: "Run this once for each command, after the last run of any.")
  var cleanup: String?

  @Option(help: "A file that every run reads as its standard input.")
  var input: String?

  @Option(name: .customLong("parameter"), help: "Run every command with each value in place of {NAME}: NAME=1,2,4.")
  var parameters: [String] = []

  @Flag(help: "Time runs that exit with another status than 0, too.")
  var ignoreFailure = false

  @Flag(help: "Compare what the commands write before anything is timed; exit 5 where it differs.")
  var compareOutput = false

  /// The options that were given.
  var given: [String] {
    [
      ("--warmup", warmup != nil), ("--rounds", rounds != nil), ("--prepare", prepare != nil),
      ("--setup", setup != nil),
      ("--cleanup", cleanup != nil), ("--input", input != nil), ("--parameter", !parameters.isEmpty),
      ("--ignore-failure", ignoreFailure), ("--compare-output", compareOutput),
    ].filter(\.1).map(\.0)
  }

  func validate() throws {
    if let rounds, rounds < 2 || rounds > 100_000 { throw ValidationError("--rounds is 2 to 100000") }
    if let warmup, warmup < 0 || warmup > 1_000 { throw ValidationError("--warmup is 0 to 1000") }
  }
}
