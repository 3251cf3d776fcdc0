public import TickmarkStreaming

/// An update as it goes over the wire: with its number, and what the indicators made of it.
public struct UpdateRow: Sendable {
  public var update: MarketUpdate
  /// The symbol's first update is 1, and each next one 1 more: who sees a step knows what was left out.
  public var sequence: UInt64
  /// In the order of the stream's columns; NaN for a gap.
  public var values: ArraySlice<Double>

  public init(update: MarketUpdate, sequence: UInt64, values: ArraySlice<Double>) {
    self.update = update
    self.sequence = sequence
    self.values = values
  }
}

/// What the rows of a frame are.
public enum FrameKind: UInt8, Sendable {
  /// What is new, in its order.
  case updates = 0
  /// Where a symbol stands: after subscribing, and after a subscriber was too slow for what came in between.
  case snapshot = 1
}
