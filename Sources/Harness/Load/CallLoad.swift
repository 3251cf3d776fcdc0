/// Work on this thread at a fixed rate: what is due is done at once, and what is late counts from when it was due.
public struct CallLoad: Sendable {
  public let perSecond: Double
  public let seconds: Double
  public let warmUpSeconds: Double

  /// - Precondition: rate and time above 0.
  public init(perSecond: Double, seconds: Double, warmUpSeconds: Double = 1) {
    precondition(perSecond > 0 && seconds > 0 && warmUpSeconds >= 0, "above 0")
    (self.perSecond, self.seconds, self.warmUpSeconds) = (perSecond, seconds, warmUpSeconds)
  }

  /// - Parameter work: does what is due by now: the pieces of a range, together.
  public func run(_ work: (Range<Int>) -> Void) -> LoadResult {
    let plan = SendPlan(
      start: SteadyTime.now + 1_000_000, perSecond: perSecond, seconds: seconds, warmUpSeconds: warmUpSeconds)
    let interval = 1e9 / perSecond
    var result = LoadResult(kind: .calls, offeredPerSecond: perSecond, seconds: seconds)
    let hiccups = HiccupMeter()
    var done = 0
    while done < plan.count {
      let due = min(plan.count, Int(Double(SteadyTime.now - plan.start) / interval) + 1)
      // Nothing else is to be done on this thread: it looks at the clock until something is due.
      guard due > done else { continue }
      work(done..<due)
      let now = SteadyTime.now
      for index in max(done, plan.warmUp)..<max(due, plan.warmUp) {
        result.latency.add(nanoseconds: now - plan.due(index))
      }
      done = due
    }
    result.completed = plan.count - plan.warmUp
    result.seconds = max(seconds, Double(SteadyTime.now - plan.due(plan.warmUp)) / 1e9)
    result.hiccups = hiccups.stop()
    return result
  }
}
