import TickmarkMeasurement
import TickmarkStatistics

/// Has a process call its body again and again, and tells how long calls took with sampling on and off.
struct ProfiledLoop {
  /// Nanoseconds of one slice: long beside the switching, short beside what else the machine does.
  private static let slice = 5e6
  private static let mostPairs = 200

  let process: SliceProcess
  let seconds: Double

  struct Times: Equatable {
    /// Nanoseconds of a call, by slices with sampling on and the slices off beside them.
    var on: [Double] = []
    var off: [Double] = []
    /// Of slices that have no partner.
    var alone: [Double] = []

    var perCall: Double? { Quantile.median(of: on + off + alone) }

    /// The standard error of the median, by the spread of the slices.
    var perCallError: Double {
      let all = on + off + alone
      guard let spread = Dispersion.medianAbsoluteDeviation(of: all) else { return 0 }
      return 1.2533 * Dispersion.normalScale * spread / Double(all.count).squareRoot()
    }

    var disturbance: Profile.Disturbance? {
      guard !on.isEmpty, (on + off).allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
      let ratio = PairedLogRatio(a: off, b: on)
      return Profile.Disturbance(
        ratio: ratio.ratio, interval: ratio.interval(confidence: 0.95).interval?.exponentiated, pairs: on.count)
    }
  }

  /// Runs for `seconds` with sampling on, and for a quarter of that with sampling off, in pairs of slices.
  ///
  /// - Parameter sampling: switches it.
  func run<Failure: Error>(_ sampling: (Bool) throws(Failure) -> Void) throws -> Times {
    var times = Times()
    let calls = try calls()
    func timed() throws -> Double { Double(try process.time(calls: calls).wall) }
    var random = SplitMix64(seed: UInt64(calls))
    var (sampled, paired, longest) = (0.0, 0.0, 0.0)
    while sampled < seconds * 1e9 {
      // A pair costs a slice without a sample: not where slices are few, and not for ever.
      guard times.on.count < Self.mostPairs, paired + longest <= seconds * 0.25e9 else {
        try sampling(true)
        while sampled < seconds * 1e9 {
          let wall = try timed()
          times.alone.append(wall / Double(calls))
          sampled += max(wall, 1)
        }
        break
      }
      let isOnFirst = random.next() % 2 == 0
      for isOn in [isOnFirst, !isOnFirst] {
        try sampling(isOn)
        let wall = try timed()
        longest = max(longest, wall)
        if isOn { times.on.append(wall / Double(calls)) } else { times.off.append(wall / Double(calls)) }
        if isOn { sampled += max(wall, 1) } else { paired += wall }
      }
    }
    try sampling(false)
    return times
  }

  /// How many calls fill a slice, by the shortest of three readings after the first.
  private func calls() throws -> Int {
    var calls = 1
    while true {
      var shortest = Double(try process.time(calls: calls).wall)
      for _ in 0..<3 where shortest < Self.slice {
        shortest = min(shortest, Double(try process.time(calls: calls).wall))
      }
      if shortest >= Self.slice / 2 || calls >= 1 << 40 { return calls }
      let wanted = Self.slice / max(shortest, 1) * Double(calls)
      calls = shortest > 1e5 ? max(calls + 1, Int(wanted)) : calls * 16
    }
  }
}
