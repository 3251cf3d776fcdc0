/// What one day brings one series.
///
/// - Gaps: what is not given is NaN; an infinite value becomes NaN.
public struct IndicatorBar: Sendable {
  public let close, high, low, volume, index: Double

  @inlinable public init(
    close: Double, high: Double = .nan, low: Double = .nan, volume: Double = .nan, index: Double = .nan
  ) {
    self.close = close.isFinite ? close : .nan
    self.high = high.isFinite ? high : .nan
    self.low = low.isFinite ? low : .nan
    self.volume = volume.isFinite ? volume : .nan
    self.index = index.isFinite ? index : .nan
  }
}
