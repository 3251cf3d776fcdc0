/// How fast a recording is sent.
public enum Pace: Sendable, Equatable {
  /// As fast as they are taken.
  case unlimited
  /// Evenly spread.
  case updatesPerSecond(Double)
  /// As they were recorded, so many times as fast.
  case timesRecorded(Double)
}
