/// Where a trial stands; the words are those of the stored studies.
public enum TrialState: String, Sendable, Codable, CaseIterable {
  case waiting = "WAITING"
  case running = "RUNNING"
  case complete = "COMPLETE"
  case pruned = "PRUNED"
  case failed = "FAIL"

  public var isFinished: Bool { self == .complete || self == .pruned || self == .failed }
}

/// Which way an objective is better.
public enum Direction: String, Sendable, Codable, CaseIterable {
  case minimize = "MINIMIZE"
  case maximize = "MAXIMIZE"

  /// Smaller is better, whichever the direction.
  public func loss(_ value: Double) -> Double { self == .minimize ? value : -value }
}
