import Foundation
import Glibc
import TickmarkStatistics

/// Two programs that are run in turn, each run a fresh process with a layout of its own.
public final class ProgramPair {
  private let a: TimedProgram
  private let b: TimedProgram
  private let environment: [(name: String, value: String)]
  private let ignoresFailure: Bool
  private let null: Int32
  private var random: SplitMix64
  /// Largest resident set of any run, by side.
  public private(set) var peakBytes = (a: 0, b: 0)

  /// - Parameter ignoresFailure: whether a run that ends with another status than 0 is timed all the same.
  public init(_ a: TimedProgram, _ b: TimedProgram, ignoresFailure: Bool, seed: UInt64) {
    self.a = a
    self.b = b
    self.ignoresFailure = ignoresFailure
    environment = ProcessInfo.processInfo.environment.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    null = open("/dev/null", O_RDWR | O_CLOEXEC)
    random = SplitMix64(seed: seed)
  }

  deinit { close(null) }

  /// Runs both once, in random order.
  ///
  /// - Throws: `.cannotRun`, and `.programFailed` unless failures are ignored.
  public func round() throws(MeasurementError) -> PairReport {
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

  private func run(_ program: TimedProgram, _ padding: String) throws(MeasurementError) -> TimedProgram.Outcome {
    let outcome = try program.run(
      environment: environment + [("TICKMARK_PADDING", padding)], input: null, output: null, errors: null)
    if !outcome.hasSucceeded, !ignoresFailure {
      throw .programFailed(
        command: program.words.joined(separator: " "), status: outcome.status, signalled: outcome.isSignalled)
    }
    return outcome
  }

  private static func side(_ outcome: TimedProgram.Outcome) -> PairReport.Side {
    PairReport.Side(wall: [Double(max(outcome.lap.wall, 1))], cpu: [Double(outcome.lap.cpu)])
  }
}
