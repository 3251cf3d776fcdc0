/// Points drawn evenly and independently.
public struct RandomSampler: Sampler {
  public var name: String { "random" }
  private let space: SearchSpace
  private let seed: UInt64

  public init(_ space: SearchSpace, seed: UInt64) {
    self.space = space
    self.seed = seed
  }

  public func point(of trial: Int, history: TrialHistory) -> Point? {
    var random = TrialRandom(seed: seed, trial: trial)
    return Point(values: space.parameters.map { $0.distribution.value(at: random.nextUnit()) })
  }
}
