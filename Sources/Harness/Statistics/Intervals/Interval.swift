/// A range that holds the true value with a stated probability.
///
/// - Units: those of what was estimated; log-ratios turn into ratios by `exponentiated`.
public struct Interval: Sendable, Hashable {
  public let lower: Double
  public let upper: Double
  /// The probability with which such an interval holds the true value: what the method achieves, not only what was asked.
  public let confidence: Double

  /// - Precondition: `lower ≤ upper`, neither NaN, and `0 ≤ confidence ≤ 1`.
  public init(lower: Double, upper: Double, confidence: Double) {
    precondition(lower <= upper, "an interval's lower bound cannot lie above its upper one")
    precondition(confidence >= 0 && confidence <= 1, "a confidence lies between 0 and 1")
    self.lower = lower
    self.upper = upper
    self.confidence = confidence
  }

  public var width: Double { upper - lower }
  public var halfWidth: Double { width / 2 }
  public var centre: Double { lower + width / 2 }

  /// Whether the value lies inside; both bounds belong to the interval.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// The same interval on the scale of ratios, where this one is of their logarithms: +0.01 becomes 1.01005.
  public var exponentiated: Interval {
    Interval(lower: Elementary.exp(lower), upper: Elementary.exp(upper), confidence: confidence)
  }

  /// The one that claims less: the wider of two intervals of the same quantity, or the first where both are equally wide.
  ///
  /// Compare log-ratios with log-ratios: the exponential changes which of two is wider.
  public static func wider(of first: Interval, _ second: Interval) -> Interval {
    second.width > first.width ? second : first
  }
}

/// An interval, or the plain word that so few samples cannot give one.
public enum IntervalEstimate: Sendable, Hashable {
  case reached(Interval)
  /// No interval of these samples reaches the confidence asked for; the widest one, between the extremes, reaches this.
  case unreachable(bestConfidence: Double)

  public var interval: Interval? {
    if case .reached(let interval) = self { return interval }
    return nil
  }

  /// The same on the scale of ratios, where this is of their logarithms.
  public var exponentiated: IntervalEstimate {
    if case .reached(let interval) = self { return .reached(interval.exponentiated) }
    return self
  }
}

/// The error that is left beside a confidence; the one place that checks what is asked of an interval.
func errorBeside(_ confidence: Double) -> Double {
  precondition(confidence > 0 && confidence < 1, "a confidence has to lie strictly between 0 and 1")
  return 1 - confidence
}
