/// When gathered updates go out: after a time, or at a number, whichever comes first.
///
/// A longer time makes fewer and larger writes, and every update as much later. 0 sends at once what was computed together.
/// Whatever the rule says, nothing goes out while the last flush is still being written: the busier, the larger the batches.
public struct BatchRule: Sendable, Equatable {
  public var milliseconds: Int
  /// nil: however many there are.
  public var updates: Int?

  /// - Precondition: 0 to 10,000 ms; at least one update.
  public init(milliseconds: Int, updates: Int? = nil) {
    precondition((0...10_000).contains(milliseconds) && updates ?? 1 >= 1, "0 to 10,000 ms, at least one update")
    self.milliseconds = milliseconds
    self.updates = updates
  }
}
