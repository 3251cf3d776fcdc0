/// What a guard has seen and what it has cost.
public struct GuardReport: Sendable, Equatable {
  public let calls: Int
  /// Calls that ran both.
  public let shadows: Int
  /// Calls that would have run both, but for the bound on the cost.
  public let skipped: Int
  /// The time that shadows added over the time of the calls themselves, the candidate's mean for each.
  public let costShare: Double
  /// The candidate's time over the control's: of all pairs together, and the median of the last 255 of them.
  public let meanRatio: Double?
  public let medianRatio: Double?
  /// Nothing while the candidate serves.
  public let decision: GuardDecision?
}
