import TickmarkAllocator
import TickmarkStatistics

/// Two variants of one operation, by name. The same name twice is a control.
public struct Pair: Codable, Sendable, Hashable {
  public var a: String
  public var b: String

  public init(a: String, b: String) {
    self.a = a
    self.b = b
  }
}

/// Measures two variants of an operation against each other in this process: verify, warm up, calibrate, time in turn.
///
/// Nothing else is timed in the rounds: what is compared needs no yardstick, and neighbours in time are alike.
struct PairMeasurement {
  let operation: Operation
  let pair: Pair
  let plan: MeasurementPlan
  let stopwatch: any Stopwatch

  /// Nil where the operation lacks one of the variants.
  func measure(seed: UInt64) -> PairReport? {
    let start = stopwatch.now()
    let sides = [pair.a, pair.b].compactMap { name in operation.variants.first { $0.name == name } }
    guard sides.count == 2 else { return nil }
    if let disagreement = Verification.disagreement(of: sides, in: operation) {
      return PairReport(disagreement: disagreement)
    }
    let calibration = Calibration(plan: plan, stopwatch: stopwatch)
    let perCall = sides.map { side in
      calibration.nanosecondsPerCall { calls in stopwatch.time(calls: calls, side.body.run) }
    }
    let calls = calibration.calls(filling: min(perCall[0], perCall[1]))
    let bodies = sides.map { RoundTimer.Body(calls: calls, on: stopwatch, $0.body.run) }
    let warming = bodies.map { WarmUp(plan: plan).run($0) }.contains(.warming)
    let times = RoundTimer(plan: plan, stopwatch: stopwatch).time(bodies, seed: seed)
    let measured = sides.indices.map { index in
      PairReport.Side(
        wall: times.wall[index], cpu: [Quantile.median(of: times.cpu[index]) ?? 0],
        allocation: AllocationCounters.ofSecondCall(sides[index].body))
    }
    return PairReport(
      a: measured[0], b: measured[1], calls: calls, discarded: times.discarded,
      seconds: Double(stopwatch.now() - start) * 1e-9,
      notes: (stopwatch.modelName.map { ["times are of the model '\($0)', not of a clock"] } ?? [])
        + (warming ? ["a side was still getting faster when its time to warm up was over"] : [])
        + (times.keptAll ? ["too few rounds had the processor for themselves; all were kept"] : []))
  }
}

extension AllocationCounters {
  /// The second of two counted calls: the first may still fill what the body keeps.
  static func ofSecondCall(_ body: TimedBody) -> Record? {
    _ = record { body.run(1) }
    return record { body.run(1) }
  }
}
