public import Foundation
import TickmarkStatistics

/// Two builds of the same program, of which one variant each is timed in alternating slices on one processor.
public struct ExecutablePair: Sendable {
  private let a: URL
  private let b: URL
  private let arguments: [String]

  /// - Parameter arguments: what leads either executable to `SliceServer`, before the request.
  public init(a: URL, b: URL, arguments: [String]) {
    self.a = a
    self.b = b
    self.arguments = arguments
  }

  /// Starts a process a side, times rounds until the plan's time is up, and ends both.
  ///
  /// - Parameter stopwatch: tells when the time is up; slices are timed in the processes.
  public func measure(
    _ id: CaseID, variant: String, plan: MeasurementPlan, seed: UInt64, stopwatch: any Stopwatch = SystemStopwatch()
  ) throws(MeasurementError) -> PairReport {
    let start = Clock.wall()
    var random = SplitMix64(seed: seed)
    let request = SliceServer.Request(id: id, variant: variant, seed: random.next())
    // Both sides have the same layout, as far as their code allows.
    let padding = Int(random.next() % 4_096)
    let first = try SliceProcess(executable: a, arguments: arguments, request, padding: padding)
    let second = try SliceProcess(executable: b, arguments: arguments, request, padding: padding)
    let sides = [first, second]
    for (side, name) in zip(sides, ["before", "after"]) {
      guard let refusal = side.refusal else { continue }
      return PairReport(refusal: refusal == "absent" ? "the side \(name) lacks the variant" : "\(name): \(refusal)")
    }
    let calibration = Calibration(plan: plan, stopwatch: stopwatch)
    var perCall = Double.infinity
    for side in sides {
      perCall = min(
        perCall, try calibration.nanosecondsPerCall { calls throws(MeasurementError) in try side.time(calls: calls) })
    }
    // Where the system put the first, which was free then.
    if first.processor >= 0 { for side in sides { try side.stay(on: first.processor) } }
    let calls = calibration.calls(filling: perCall)
    let times = try RoundTimer(plan: plan, stopwatch: stopwatch).time(
      sides.map { side in
        RoundTimer.Body<MeasurementError>(calls: calls) { calls throws(MeasurementError) in try side.time(calls: calls)
        }
      }, seed: random.next())
    return PairReport(
      a: PairReport.Side(wall: times.wall[0], cpu: [Quantile.median(of: times.cpu[0]) ?? 0]),
      b: PairReport.Side(wall: times.wall[1], cpu: [Quantile.median(of: times.cpu[1]) ?? 0]), calls: calls,
      discarded: times.discarded,
      seconds: Double(Clock.wall() - start) * 1e-9,
      notes: times.keptAll ? ["too few rounds had the processor for themselves; all were kept"] : [])
  }
}
