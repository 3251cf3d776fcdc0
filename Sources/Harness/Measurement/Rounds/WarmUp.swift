/// Runs a body until it gets no faster any more: first calls fill caches, map pages and wake the processor.
///
/// Warm is what three slices in a row do not improve on by more than 2 %. It is judged, not assumed, within a share of the
/// time that the rounds are going to take; a body whose single call is longer than that share is not called for it at all.
struct WarmUp {
  /// Of the time for rounds, a body.
  static let share = 0.05
  static let improvement = 0.02
  static let still = 3

  let plan: MeasurementPlan

  enum Outcome: Equatable {
    case warm
    /// Still getting faster when the time was up.
    case warming
    /// One slice takes longer than there is time for.
    case notJudged
  }

  func run<Failure: Error>(_ body: RoundTimer.Body<Failure>) throws(Failure) -> Outcome {
    let budget = UInt64(plan.secondsPerProcess * Self.share * 1e9)
    var (spent, shortest, unimproved, slices): (UInt64, Double, Int, Int) = (0, .infinity, 0, 0)
    while unimproved < Self.still {
      if slices > 0, spent >= budget { return slices <= Self.still ? .notJudged : .warming }
      let time = try body.time(body.calls).wall
      unimproved = Double(time) < shortest * (1 - Self.improvement) ? 0 : unimproved + 1
      shortest = min(shortest, Double(time))
      spent += time
      slices += 1
    }
    return .warm
  }
}
