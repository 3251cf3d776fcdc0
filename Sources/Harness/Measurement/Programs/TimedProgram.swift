import CTickmarkChild
import Glibc

/// A program with its arguments, started again and again and timed from its start to its end.
public final class TimedProgram {
  /// How one run went.
  public struct Outcome: Sendable, Equatable {
    /// The exit status, or the signal that ended it.
    public var status: Int32
    public var isSignalled: Bool
    public var lap: Lap
    /// Largest resident set of any one process of it.
    public var peakBytes: Int

    public var hasSucceeded: Bool { status == 0 && !isSignalled }
  }

  public let words: [String]
  private let command: OpaquePointer

  /// - Precondition: at least one word: the program, found on PATH.
  public init(_ words: [String]) {
    precondition(!words.isEmpty, "a program has a name")
    self.words = words
    guard let command = tickmark_command_make() else { preconditionFailure("out of memory") }
    self.command = command
    for word in words { precondition(tickmark_command_add_argument(command, word) != 0, "out of memory") }
  }

  deinit { tickmark_command_free(command) }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - environment: all of it.
  ///   - input: a descriptor for its standard input.
  ///   - output: one for what it writes.
  ///   - errors: one for what it writes to standard error.
  /// - Throws: `.cannotRun` where it cannot be started.
  public func run(
    environment: [(name: String, value: String)], input: Int32, output: Int32, errors: Int32
  ) throws(MeasurementError) -> Outcome {
    tickmark_command_clear_variables(command)
    for (name, value) in environment {
      precondition(tickmark_command_add_variable(command, "\(name)=\(value)") != 0, "out of memory")
    }
    var outcome = tickmark_outcome()
    let code = tickmark_command_run(command, input, output, errors, &outcome)
    guard code == 0 else { throw .cannotRun(program: words[0], reason: String(cString: strerror(code))) }
    return Outcome(
      status: outcome.status, isSignalled: outcome.signalled != 0,
      lap: Lap(wall: outcome.wall_nanoseconds, cpu: outcome.cpu_nanoseconds), peakBytes: Int(outcome.peak_bytes))
  }
}
