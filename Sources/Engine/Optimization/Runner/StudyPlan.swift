/// How far a study goes.
public struct StudyPlan: Sendable {
  /// Trials that the sampler proposes, in this run and in earlier ones of the study.
  public var trials: Int
  /// Wall time of this run; nothing new begins after it.
  public var seconds: Double?
  /// Whether a trial that is equal to another is answered by it instead of run.
  public var deduplicates: Bool
  /// A running trial of whom nothing was heard for so long is lost.
  public var staleSeconds: Double
  /// How often a lost trial is put back in line.
  public var retries: Int

  public init(
    trials: Int, seconds: Double? = nil, deduplicates: Bool = true, staleSeconds: Double = 15, retries: Int = 2
  ) {
    self.trials = trials
    self.seconds = seconds
    self.deduplicates = deduplicates
    self.staleSeconds = staleSeconds
    self.retries = retries
  }
}

/// Where a run of a study stands. What is counted here is stored.
public struct StudyProgress: Sendable, Equatable {
  public struct Best: Sendable, Equatable {
    public let number: Int
    public let point: Point
    public let values: [Double]
  }

  /// Of this run, by how they ended; duplicates are among the complete and the pruned ones.
  public var complete = 0
  public var pruned = 0
  public var failed = 0
  public var duplicates = 0
  public var running = 0
  /// Time that the equal trials of the duplicates took.
  public var secondsSaved = 0.0
  public var seconds = 0.0
  /// Of the study; of several objectives there is none.
  public var best: Best?
  /// Trials that are still to be proposed; nil before that is known.
  public var left: Int?

  public var finished: Int { complete + pruned + failed }
  public var rate: Double { seconds > 0 ? Double(finished) / seconds : 0 }
  public var secondsLeft: Double? { left.flatMap { rate > 0 ? Double($0 + running) / rate : nil } }

  public init() {}
}
