/// Every point of a small space once, before another sampler has its turn.
///
/// Where there are at least as many trials as points, choosing at random visits two thirds of them: 50 trials of 50 points see
/// 32.
public struct EnumeratingSampler: Sampler {
  public var name: String { other.name }
  public var isAdaptive: Bool { other.isAdaptive }
  private let grid: GridSampler
  private let other: any Sampler

  /// `other` itself where there are fewer trials than points, or no end of points.
  public static func over(_ space: SearchSpace, seed: UInt64, trials: Int, then other: any Sampler) -> any Sampler {
    guard let points = space.points, points <= trials, let grid = try? GridSampler(space, seed: seed) else {
      return other
    }
    return EnumeratingSampler(grid: grid, other: other)
  }

  public func point(of trial: Int, history: TrialHistory) -> Point? {
    grid.point(of: trial, history: history) ?? other.point(of: trial, history: history)
  }
}
