public import ArgumentParser
public import TickmarkMeasurement

/// A program that times its suites: declare the suites, and every subcommand is there.
///
///     @main struct Benchmarks: TickmarkProgram {
///       static let suites: [Suite] = [.parsing]
///     }
public protocol TickmarkProgram: SendableMetatype {
  static var suites: [Suite] { get }
  /// What the program is called in its own help; the executable's name by default.
  static var name: String { get }
  static var version: String { get }
  /// What times the bodies in a process that starts from `seed`: the system's clocks, but for tests of the program itself.
  static func stopwatch(seed: UInt64) -> any Stopwatch
  /// The switches that `--flag` may set; none by default.
  static var flags: [ProgramFlag] { get }
  /// Subcommands beside those of the harness.
  static var subcommands: [any ParsableCommand.Type] { get }
}

extension TickmarkProgram {
  public static var name: String { Program.executableName }
  public static var version: String { "0.1.0" }
  public static var subcommands: [any ParsableCommand.Type] { [] }
  public static var flags: [ProgramFlag] { [] }
  public static func stopwatch(seed: UInt64) -> any Stopwatch { SystemStopwatch() }

  /// Parses the command line, runs the subcommand, and exits with its status.
  public static func main() {
    Program(
      name: name, version: version, suites: suites, subcommands: subcommands, flags: flags,
      stopwatch: { stopwatch(seed: $0) }
    ).run()
  }
}
