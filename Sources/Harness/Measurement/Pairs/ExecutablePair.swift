public import Foundation
public import TickmarkAgreement
import TickmarkStatistics

/// Two programs with the same suites (two builds, or one in two environments), of which one variant each is timed in
/// alternating slices on one processor.
public struct ExecutablePair: Sendable {
  /// One of the two.
  public struct Side: Sendable {
    public var executable: URL
    /// Beside what this process's environment holds.
    public var environment: [String: String]

    public init(_ executable: URL, environment: [String: String] = [:]) {
      self.executable = executable
      self.environment = environment
    }
  }

  private let a: Side
  private let b: Side
  private let arguments: [String]
  private let timeoutSeconds: Int

  /// - Parameters:
  ///   - a: what is compared with.
  ///   - b: what is compared.
  ///   - arguments: what leads either executable to `SliceServer`, before the request.
  ///   - timeoutSeconds: of the life of one process.
  public init(a: Side, b: Side, arguments: [String], timeoutSeconds: Int = 300) {
    self.a = a
    self.b = b
    self.arguments = arguments
    self.timeoutSeconds = timeoutSeconds
  }

  /// What a look at the outputs of both sides says.
  public enum OutputVerdict: Sendable, Equatable {
    /// By the agreement class that `b` declares.
    case agree(Agreement)
    /// Where they first differ.
    case differ(String)
    /// One of them is too old to write its output down: each was compared with its own reference only.
    case unknown
    /// One of them does not have the variant.
    case absent(String)
  }

  /// Compares the outputs of the two sides.
  ///
  /// Within each side the variant is compared with that side's reference. Only this tells where both references changed. The
  /// sides write their outputs into `folder`, which whoever ends the program early removes.
  ///
  /// - Throws: where a side cannot be started.
  public func compareOutputs(_ id: CaseID, variant: String, seed: UInt64, in folder: URL) throws -> OutputVerdict {
    let sides = try start(id, variant: variant, seed: seed)
    if let refusal = sides.refusal { return refusal.disagreement.map { .differ($0) } ?? .absent(refusal.failure ?? "") }
    let paths = ["a", "b"].map { folder.appendingPathComponent($0).path }
    guard try sides.a.writeOutput(to: paths[0]) != nil, let agreement = try sides.b.writeOutput(to: paths[1]) else {
      return .unknown
    }
    let (before, after) = (try ExchangedOutput.read(paths[0]), try ExchangedOutput.read(paths[1]))
    guard let index = after.firstDifference(from: before, agreement) else { return .agree(agreement) }
    if before.count != after.count, index >= min(before.count, after.count) {
      return .differ("the sides disagree: \(before.count) values before, \(after.count) after")
    }
    if index >= OutputValues.most { return .differ("the sides disagree, beyond the first \(OutputValues.most) values") }
    let (was, now) = (try sides.a.describe(value: index), try sides.b.describe(value: index))
    return .differ("the sides disagree: before \(was), after \(now)")
  }

  /// Starts a process a side, times rounds until the plan's time is up, and ends both.
  ///
  /// The stopwatch tells when the time is up; slices are timed in the processes.
  public func measure(
    _ id: CaseID, variant: String, plan: MeasurementPlan, seed: UInt64, stopwatch: any Stopwatch = SystemStopwatch()
  ) throws(MeasurementError) -> PairReport {
    let start = Clock.wall()
    let started = try self.start(id, variant: variant, seed: seed)
    if let refusal = started.refusal { return refusal }
    let sides = [started.a, started.b]
    let calibration = Calibration(plan: plan, stopwatch: stopwatch)
    var perCall = Double.infinity
    for side in sides {
      perCall = min(
        perCall, try calibration.nanosecondsPerCall { calls throws(MeasurementError) in try side.time(calls: calls) })
    }
    // Where the system put one of them, which was free then.
    if started.a.processor >= 0 { for side in sides { try side.stay(on: started.a.processor) } }
    let calls = calibration.calls(filling: perCall)
    let times = try RoundTimer(plan: plan, stopwatch: stopwatch).time(
      sides.map { side in
        RoundTimer.Body<MeasurementError>(calls: calls) { calls throws(MeasurementError) in try side.time(calls: calls)
        }
      }, seed: seed &+ 0x9E37_79B9_7F4A_7C15)
    return PairReport(
      a: PairReport.Side(wall: times.wall[0], cpu: [Quantile.median(of: times.cpu[0]) ?? 0]),
      b: PairReport.Side(wall: times.wall[1], cpu: [Quantile.median(of: times.cpu[1]) ?? 0]), calls: calls,
      discarded: times.discarded,
      seconds: Double(Clock.wall() - start) * 1e-9,
      notes: times.keptAll ? ["too few rounds had the processor for themselves; all were kept"] : [])
  }

  private struct Started {
    let a: SliceProcess
    let b: SliceProcess

    /// Why one of them times nothing.
    var refusal: PairReport? {
      for (side, name) in [(a, "before"), (b, "after")] {
        guard let refusal = side.refusal else { continue }
        return refusal == "absent"
          ? PairReport(failure: "the side \(name) lacks the variant") : PairReport(disagreement: "\(name): \(refusal)")
      }
      return nil
    }
  }

  private func start(_ id: CaseID, variant: String, seed: UInt64) throws(MeasurementError) -> Started {
    var random = SplitMix64(seed: seed)
    let request = SliceServer.Request(id: id, variant: variant, seed: random.next())
    // Both sides have the same layout, as far as their code allows.
    let padding = Int(random.next() % 4_096)
    func process(_ side: Side) throws(MeasurementError) -> SliceProcess {
      try SliceProcess(side, arguments: arguments, request, padding: padding, timeoutSeconds: timeoutSeconds)
    }
    // Who is first has the choice of what memory there is: either is, as often as not.
    guard random.next() & 1 == 1 else { return Started(a: try process(a), b: try process(b)) }
    let after = try process(b)
    return Started(a: try process(a), b: after)
  }
}
