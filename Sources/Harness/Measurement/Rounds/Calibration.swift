/// Finds how many calls make a slice long enough to be timed.
struct Calibration {
  /// In nanoseconds.
  let minimumSlice: UInt64

  init(plan: MeasurementPlan, stopwatch: any Stopwatch = SystemStopwatch()) {
    minimumSlice = max(plan.minimumSliceNanoseconds, 1_000 * stopwatch.resolution())
  }

  /// The time of one call, after the body has warmed up.
  ///
  /// Calls are doubled until they fill a slice. A reading is believed once a second one is within a tenth of it, and the
  /// shorter of the two counts; on a machine that never calms down the shortest of eight does.
  func nanosecondsPerCall<Failure>(_ time: (_ calls: Int) throws(Failure) -> Lap) throws(Failure) -> Double {
    func reading(_ calls: Int) throws(Failure) -> Double { Double(try time(calls).wall) / Double(calls) }
    var calls = 1
    var shortest = try reading(calls)
    while shortest * Double(calls) < Double(minimumSlice), calls < 1 << 40 {
      calls = max(calls * 2, min(calls * 64, Int(Double(minimumSlice) / max(shortest, 0.1))))
      shortest = min(shortest, try reading(calls))
    }
    for _ in 0..<8 {
      let again = try reading(calls)
      let agree = abs(again - shortest) <= 0.1 * shortest
      shortest = min(shortest, again)
      if agree { break }
    }
    return shortest
  }

  func calls(filling nanosecondsPerCall: Double) -> Int {
    max(1, Int((Double(minimumSlice) / max(nanosecondsPerCall, 0.01)).rounded(.up)))
  }
}
