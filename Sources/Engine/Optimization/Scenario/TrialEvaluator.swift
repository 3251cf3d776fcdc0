/// What gives a point its values. Each belongs to one thread.
public protocol TrialEvaluator: AnyObject {
  /// - Parameter goesOn: is told the losses of a step, smaller is better, and answers whether the rest is worth its time; of a trial
  ///   that does not go on the result holds what it came to so far.
  /// - Throws: why there is no value; the trial fails with it.
  func evaluate(_ point: Point, goesOn: (_ step: Int, _ losses: [Double]) throws -> Bool) throws -> TrialResult
}

/// What an evaluation came to.
public struct TrialResult: Sendable, Codable, Equatable {
  /// One an objective.
  public var values: [Double]
  public var notes: TrialNotes
  /// It was stopped on its way.
  public var isPruned: Bool

  public init(values: [Double], notes: TrialNotes = TrialNotes(), isPruned: Bool = false) {
    self.values = values
    self.notes = notes
    self.isPruned = isPruned
  }
}
