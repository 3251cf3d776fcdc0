import TickmarkStatistics

/// How long two sides are compared in pairs, and how sure the answer is to be.
public struct PairedPlan: Sendable, Equatable {
  /// Fresh processes at most.
  public var processes: Int
  /// The probability with which the row's interval, whenever it was taken, holds the truth.
  public var confidence: Double
  /// The relative change that counts as one.
  public var margin: Double
  /// After how many processes the interval is looked at, ending with all.
  public var looks: [Int]

  /// Below this nothing was seen to repeat from one machine, layout and hour to the next.
  public static var smallestMargin: Double { 0.005 }

  /// - Parameter looks: halfway, where there are five by then, and at the end, if not said. More looks would cost the last
  ///   one more than they save: a t interval of ten processes at one tenth of the error is a quarter wider than at one half.
  /// - Precondition: at least two processes; looks ascend to their number.
  public init(
    processes: Int = 10, confidence: Double = 0.999, margin: Double = PairedPlan.smallestMargin, looks: [Int]? = nil
  ) {
    precondition(processes >= 2, "a spread across processes needs at least two of them")
    precondition(margin >= 0, "a margin is a fraction")
    self.processes = processes
    self.confidence = confidence
    self.margin = margin
    self.looks = looks ?? (processes >= 10 ? [processes / 2, processes] : [processes])
  }

  /// The confidence to ask of the interval after so many processes; nil where there is no look.
  ///
  /// All looks together spend the error of the plan, so that stopping early does not raise it (`SequentialPlan`).
  public func confidence(after processes: Int) -> Double? {
    guard let look = looks.firstIndex(of: processes) else { return nil }
    let plan = SequentialPlan(
      errorBudget: 1 - confidence, fractions: looks.map { Double($0) / Double(self.processes) })
    return plan.confidence(atLook: look + 1)
  }
}
