/// What has become of a queue's updates so far.
///
/// `offered = taken + waiting + dropped + conflated`
public struct QueueStatistics: Sendable, Equatable {
  public internal(set) var offered = 0
  public internal(set) var taken = 0
  /// Went without being taken; complete bars and others.
  public internal(set) var dropped = 0
  public internal(set) var droppedBars = 0
  /// Gave their place to a newer one of their bar.
  public internal(set) var conflated = 0
  /// Now in the queue.
  public internal(set) var waiting = 0
  /// The most that ever waited.
  public internal(set) var mostWaiting = 0
  /// How often a source had to wait.
  public internal(set) var blocked = 0

  public init() {}

  public static func + (a: QueueStatistics, b: QueueStatistics) -> QueueStatistics {
    var sum = a
    sum.offered += b.offered
    sum.taken += b.taken
    sum.dropped += b.dropped
    sum.droppedBars += b.droppedBars
    sum.conflated += b.conflated
    sum.waiting += b.waiting
    sum.mostWaiting = max(a.mostWaiting, b.mostWaiting)
    sum.blocked += b.blocked
    return sum
  }
}
