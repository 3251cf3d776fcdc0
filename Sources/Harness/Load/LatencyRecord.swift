public import Histogram

/// Latencies in nanoseconds, by classes that are as narrow as a thousandth of their value (HDR histogram).
public struct LatencyRecord: Sendable {
  /// What is longer counts as this long: a minute.
  static let longest: UInt64 = 60_000_000_000

  public private(set) var histogram: Histogram<UInt64>

  public init(digits: SignificantDigits = .three) {
    histogram = Histogram(
      lowestDiscernibleValue: 16, highestTrackableValue: Self.longest, numberOfSignificantValueDigits: digits)
  }

  public var count: Int { Int(histogram.totalCount) }

  public mutating func add(nanoseconds: Int64) {
    _ = histogram.record(min(UInt64(max(nanoseconds, 0)), Self.longest))
  }

  /// The latency that a percentage of all does not exceed, in seconds; nil where there is none.
  public func percentile(_ percentage: Double) -> Double? {
    count == 0 ? nil : Double(histogram.valueAtPercentile(percentage)) / 1e9
  }

  public var longest: Double? { count == 0 ? nil : Double(histogram.max) / 1e9 }
}
