/// That a guard has taken a candidate back, and why.
public struct GuardDecision: Sendable, Equatable, Codable {
  public enum Reason: String, Sendable, Codable {
    /// The candidate's output is not the control's.
    case disagreement
    case slowdown
    /// One of the two throws and the other does not.
    case failure
  }

  public var key: String
  public var control: String
  public var candidate: String
  public var reason: Reason
  /// Where the outputs first differ.
  public var place: String?
  /// What the control gave there, or that it threw.
  public var expected: String?
  /// What the candidate gave there, or that it threw.
  public var actual: String?
  /// The candidate's time over the control's, of all pairs.
  public var ratio: Double?
  /// Calls and pairs up to the decision.
  public var calls: Int
  public var shadows: Int
  /// ISO 8601, in UTC.
  public var time: String
}

extension GuardDecision: CustomStringConvertible {
  /// What happened and when, on one line, without the flag's name.
  public var description: String { "\(finding) (\(reason.rawValue), by \(shadows) of \(calls) calls, \(time))" }

  /// What was found: the first differing value, or how slow.
  public var finding: String {
    switch reason {
    case .disagreement:
      "'\(candidate)' differs at \(place.map { $0.isEmpty ? "the value" : $0 } ?? "an unknown place"): "
        + "expected \(expected ?? "?"), got \(actual ?? "?")"
    case .failure: "'\(candidate)' gave \(actual ?? "?") where '\(control)' gave \(expected ?? "?")"
    case .slowdown:
      "'\(candidate)' took \(ratio.map { "\(($0 * 100).rounded() / 100)" } ?? "?") times the time of '\(control)'"
    }
  }
}
