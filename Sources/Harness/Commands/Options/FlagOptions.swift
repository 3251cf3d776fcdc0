import ArgumentParser
import Foundation

/// Which implementations the measured code is to use.
struct FlagOptions: ParsableArguments {
  @Option(
    name: .customLong("flag"), help: "Set a flag of the program for what is measured: KEY=VALUE. May be repeated.")
  var flags: [String] = []

  /// Sets the flags for the processes that this one starts.
  ///
  /// - Returns: all that is set, by key, for the run file.
  /// - Throws: `.badFlag`, naming the choices.
  func apply() throws(CommandError) -> [String: String] {
    let known = ProgramFlags(known: Program.current.flags)
    let settings = try known.settings(flags, environment: ProcessInfo.processInfo.environment)
    for (name, value) in known.variables(settings) { setenv(name, value, 1) }
    return settings
  }
}
