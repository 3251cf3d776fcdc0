/// What a queue does with an update for which there is no room.
public enum QueuePolicy: String, Sendable, CaseIterable {
  /// The source waits. Nothing is lost; a source that cannot wait is late.
  case block
  /// The oldest goes. Indicators have a hole where a complete bar went.
  case dropOldest = "drop-oldest"
  /// An update takes the place of its symbol's waiting one, full or not, if both are of a bar that was not complete: each tells the
  /// bar whole, so indicators of complete bars are what they were. Complete bars wait as with `block`.
  case conflate
}
