import TickmarkMemory

/// An indicator of one series whose bars come one after the other.
///
///     var average = try SMA(period: 20).stream()
///     let sofar = average.peek(IndicatorBar(close: 101.25))   // while the day's bar still changes
///     let final = average.update(IndicatorBar(close: 101.5))  // once it is complete
///
/// The values are those of the batch variants on Float64 panels, bit for bit.
///
/// - Complexity: one allocation when it is made, none afterwards. `peek` is O(1). `update` is O(1), amortised where there
///   is a window: once in `period` bars it makes the sums of a block, O(`period`).
public struct IndicatorStream<Parameters: Indicator>: ~Copyable {
  public let indicator: Parameters
  private var steps: Parameters.Steps
  private var memory: AlignedBuffer<Double>

  public init(_ indicator: Parameters) {
    self.indicator = indicator
    var memory = AlignedBuffer<Double>(count: Parameters.Steps.memoryCount(indicator), repeating: 0)
    var windows = memory.mutableSpan
    steps = Parameters.Steps(indicator, &windows)
    self.memory = memory
  }

  /// Begins another series in the same memory.
  public mutating func restart() {
    // Copied for the reason that `update` has.
    let indicator = indicator
    var windows = memory.mutableSpan
    let begun = Parameters.Steps(indicator, &windows)
    steps = begun
  }

  /// Takes a complete bar and gives its values; NaN during the warm-up and where a gap asks for it.
  public mutating func update(_ bar: IndicatorBar) -> Parameters.Steps.Values {
    // A copy of the few numbers that are no window: `memory` and `steps` cannot be lent at once.
    var steps = steps
    var windows = memory.mutableSpan
    let values = steps.next(bar, &windows)
    self.steps = steps
    return values
  }

  /// What `update` would give; the stream stays as it is.
  public func peek(_ bar: IndicatorBar) -> Parameters.Steps.Values { steps.peek(bar, memory.span) }
}

extension Indicator {
  public func stream() -> IndicatorStream<Self> { IndicatorStream(self) }
}
