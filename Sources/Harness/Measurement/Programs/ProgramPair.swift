import Foundation
import Glibc
import TickmarkStatistics

/// Two programs that are run in turn, each run a fresh process with a layout of its own.
public final class ProgramPair {
  /// One of the two, and what is run before each of its runs, untimed.
  public struct Side {
    let program: TimedProgram
    let preparation: TimedProgram?

    public init(_ words: [String], prepare: [String]? = nil) {
      program = TimedProgram(words)
      preparation = prepare.map(TimedProgram.init)
    }
  }

  private let a: Side
  private let b: Side
  private let surroundings: ProgramSurroundings
  private let null: Int32
  private var random: SplitMix64
  private var waiting = WaitingWatch()
  /// Largest resident set of any run, by side.
  public private(set) var peakBytes = (a: 0, b: 0)

  public init(_ a: Side, _ b: Side, in surroundings: ProgramSurroundings, seed: UInt64) {
    self.a = a
    self.b = b
    self.surroundings = surroundings
    null = open("/dev/null", O_WRONLY | O_CLOEXEC)
    random = SplitMix64(seed: seed)
  }

  deinit { close(null) }

  /// Runs both once, in random order; again where one of them lost the processor (`WaitingWatch`), which discards the round
  /// for both.
  ///
  /// - Throws: `.cannotRun`, `.unreadableInput`, and `.programFailed` unless failures are ignored.
  public func round() throws(MeasurementError) -> PairReport {
    var report = try once()
    var discarded = 0
    while waiting.isDisturbed(report), discarded < WaitingWatch.retries {
      discarded += 1
      let seconds = report.seconds
      report = try once()
      report.seconds += seconds
    }
    report.discarded = discarded
    return report
  }

  private func once() throws(MeasurementError) -> PairReport {
    let start = Clock.wall()
    let aFirst = random.next() & 1 == 0
    // Both sides of a round have the same layout: what differs is the program.
    let padding = String(repeating: "x", count: Int(random.next() % 4_096))
    let first = try run(aFirst ? a : b, padding)
    let second = try run(aFirst ? b : a, padding)
    let (before, after) = aFirst ? (first, second) : (second, first)
    peakBytes = (max(peakBytes.a, before.peakBytes), max(peakBytes.b, after.peakBytes))
    return PairReport(
      a: Self.side(before), b: Self.side(after), calls: 1, discarded: 0,
      seconds: Double(Clock.wall() - start) * 1e-9)
  }

  private func run(_ side: Side, _ padding: String) throws(MeasurementError) -> TimedProgram.Outcome {
    let environment = surroundings.environment + [("TICKMARK_PADDING", padding)]
    if let preparation = side.preparation { try preparation.runOnce(in: surroundings) }
    let input = try surroundings.openInput()
    defer { close(input) }
    let outcome = try side.program.run(environment: environment, input: input, output: null, errors: null)
    if !outcome.hasSucceeded, !surroundings.ignoresFailure { throw side.program.failure(outcome) }
    return outcome
  }

  private static func side(_ outcome: TimedProgram.Outcome) -> PairReport.Side {
    PairReport.Side(wall: [Double(max(outcome.lap.wall, 1))], cpu: [Double(outcome.lap.cpu)])
  }
}

extension TimedProgram {
  /// Runs what prepares or cleans up, once.
  ///
  /// - Throws: `.preparationFailed`, whatever failures are ignored elsewhere.
  public func runOnce(in surroundings: ProgramSurroundings) throws(MeasurementError) {
    let outcome = try run(in: surroundings, writingTo: "/dev/null")
    guard outcome.hasSucceeded else {
      throw .preparationFailed(
        command: words.joined(separator: " "), status: outcome.status, signalled: outcome.isSignalled)
    }
  }

  /// Runs it once, untimed, and keeps what it writes.
  ///
  /// - Throws: `.programFailed`, unless failures are ignored.
  public func keepOutput(in surroundings: ProgramSurroundings, at path: String) throws(MeasurementError) {
    let outcome = try run(in: surroundings, writingTo: path)
    if !outcome.hasSucceeded, !surroundings.ignoresFailure { throw failure(outcome) }
  }

  private func run(in surroundings: ProgramSurroundings, writingTo path: String) throws(MeasurementError) -> Outcome {
    let input = try surroundings.openInput()
    defer { close(input) }
    let output = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard output >= 0 else {
      throw .cannotRun(program: words[0], reason: "'\(path)': \(String(cString: strerror(errno)))")
    }
    defer { close(output) }
    let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(null) }
    return try run(environment: surroundings.environment, input: input, output: output, errors: null)
  }

  func failure(_ outcome: Outcome) -> MeasurementError {
    .programFailed(command: words.joined(separator: " "), status: outcome.status, signalled: outcome.isSignalled)
  }
}
