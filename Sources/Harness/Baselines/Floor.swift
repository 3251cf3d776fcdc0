import TickmarkMeasurement

/// The smallest change that a comparison with a stored baseline is believed for.
///
/// A stored time cannot be paired with today's. The yardstick takes out the machine's pace, and the interval holds the
/// spread between processes; what remains is the drift that even the right yardstick does not follow.
///
///     floor = max(0.5 %, drift of the yardstick's kind)
public enum Floor {
  public static var smallest: Double { 0.005 }

  /// Of times that another tool measured, which no yardstick was timed beside: that of the kind which drifts most.
  public static var ofOtherTools: Double { 0.05 }

  static func of(_ kind: Yardstick.Kind?) -> Double { max(smallest, kind.map(drift) ?? 0) }

  /// How far the ratio to a yardstick of the right kind strays between runs of one executable on a shared machine;
  /// `documentation/method.md` has the runs behind the numbers.
  static func drift(of kind: Yardstick.Kind) -> Double {
    switch kind {
    case .arithmetic: 0.02
    case .vector: 0.03
    case .cache: 0.05
    case .allocation: 0.05
    case .memory: 0.05
    }
  }
}
