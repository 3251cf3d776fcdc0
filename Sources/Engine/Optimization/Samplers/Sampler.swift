/// Chooses the points of a study.
///
/// Everything random follows from the seed and the trial's number. A sampler that does not look at the history gives the
/// same set of trials to one worker and to eight.
public protocol Sampler: Sendable {
  var name: String { get }
  /// Whether it looks at the history.
  var isAdaptive: Bool { get }
  /// The point of the trial with this number; nil where the sampler has no more.
  func point(of trial: Int, history: TrialHistory) -> Point?
}

extension Sampler {
  public var isAdaptive: Bool { false }
}

/// What a sampler may know of a study: the finished trials, and the points that others are busy with.
public struct TrialHistory: Sendable {
  public struct Finished: Sendable, Hashable {
    public let number: Int
    public let point: Point
    /// One a direction, smaller is better; nil for a trial that failed.
    public let losses: [Double]?
    /// It was stopped early: its loss is that of its last step.
    public let isPruned: Bool
    /// Whether it keeps the constraints.
    public let isFeasible: Bool

    public init(number: Int, point: Point, losses: [Double]?, isPruned: Bool = false, isFeasible: Bool = true) {
      self.number = number
      self.point = point
      self.losses = losses
      self.isPruned = isPruned
      self.isFeasible = isFeasible
    }
  }

  public var finished: [Finished]
  public var running: [Point]

  public init(finished: [Finished] = [], running: [Point] = []) {
    self.finished = finished
    self.running = running
  }
}
