import Glibc

/// Draws where good trials lie densely and others do not: the tree-structured Parzen estimator, over all parameters
/// together.
///
/// The best tenth of the finished trials (25 at most) make one density, all others the second; of 24 points that are drawn
/// from the first the one with the largest ratio of the two is taken. Trials that others are busy with count among the
/// others (a constant liar), so that parallel workers do not crowd.
///
/// In a countable space no point is proposed twice while there are others. Left to itself the
/// estimator spends two trials of three on the best few points of a small grid.
///
/// - Complexity: O(trials · dimensions) a point.
/// - Source: J. Bergstra et al., "Algorithms for hyper-parameter optimization" (2011); S. Falkner et al., "BOHB" (2018) for
///   the multivariate form; S. Watanabe, "Tree-structured Parzen estimator" (2023) for the constants.
public struct TPESampler: Sampler {
  public var name: String { "tpe" }
  public var isAdaptive: Bool { true }
  private let space: SearchSpace
  private let seed: UInt64
  private let random: RandomSampler
  /// Trials that are drawn evenly, before there is anything to learn from.
  private let startup: Int

  private static let candidates = 24
  private static let mostGood = 25

  public init(_ space: SearchSpace, seed: UInt64, startup: Int = 10) {
    self.space = space
    self.seed = seed
    self.startup = startup
    random = RandomSampler(space, seed: seed)
  }

  public func point(of trial: Int, history: TrialHistory) -> Point? {
    let told = history.finished.filter { $0.losses?.allSatisfy { !$0.isNaN } ?? false }
    let tried = Tried(space, history)
    var source = TrialRandom(seed: seed, trial: trial)
    guard told.count >= startup else {
      let point = random.point(of: trial, history: history)
      return point.map(tried.contains) == true ? tried.other(&source) : point
    }
    let good = min(Int((0.1 * Double(told.count)).rounded(.up)), Self.mostGood)
    let ranked = LossOrder.sorted(told, best: good)
    let below = ParzenEstimator(space, at: ranked.prefix(good).map(\.point))
    let above = ParzenEstimator(space, at: ranked.dropFirst(good).map(\.point) + history.running)
    var best: (point: Point, score: Double)?
    for _ in 0..<Self.candidates {
      let point = below.draw(&source)
      guard !tried.contains(point) else { continue }
      let score = below.logDensity(of: point) - above.logDensity(of: point)
      if best.map({ score > $0.score }) ?? true { best = (point, score) }
    }
    return best?.point ?? tried.other(&source)
  }
}

/// The points of a countable space that were tried or are being tried; none of a continuum.
private struct Tried {
  private let space: SearchSpace
  private let count: Int
  private let points: Set<Point>

  init(_ space: SearchSpace, _ history: TrialHistory) {
    self.space = space
    let count = space.points ?? 0
    self.count = count
    let points = count > 0 ? Set(history.finished.map(\.point) + history.running) : []
    // Where nothing else is left all may be proposed again.
    self.points = points.count < count ? points : []
  }

  func contains(_ point: Point) -> Bool { points.contains(point) }

  /// The first one not tried from a place drawn at random on: at most as many steps as points were tried.
  func other(_ source: inout TrialRandom) -> Point? {
    guard count > 0 else { return nil }
    var index = Int(source.nextUnit() * Double(count)) % count
    while points.contains(space.point(at: index)) { index = (index + 1) % count }
    return space.point(at: index)
  }
}

/// Finished trials from best to worst.
enum LossOrder {
  /// By their loss where there is one direction; else by how many layers of the Pareto front lie before them, and within a
  /// layer by number. Stopped trials come after finished ones, those that break a constraint after both.
  ///
  /// - Parameter count: how many at the beginning have to be in order.
  static func sorted(_ trials: [TrialHistory.Finished], best count: Int = .max) -> [TrialHistory.Finished] {
    let losses = trials.map { $0.losses ?? [] }
    let layers = (losses.first?.count ?? 0) > 1 ? ParetoLayers.of(losses, best: count) : nil
    func key(_ index: Int) -> (Int, Double, Int) {
      (
        trials[index].isFeasible ? (trials[index].isPruned ? 1 : 0) : 2,
        layers.map { Double($0[index]) } ?? losses[index].first ?? 0,
        trials[index].number
      )
    }
    return trials.indices.sorted { key($0) < key($1) }.map { trials[$0] }
  }
}

/// Which layer of the Pareto front each vector of losses lies in: 0 is not dominated by any.
enum ParetoLayers {
  /// - Parameter count: once so many are in a layer the rest need no order: they are all in the next one.
  /// - Complexity: O(`n` log `n`), and O(`n` · members) a layer.
  static func of(_ losses: [[Double]], best count: Int = .max) -> [Int] {
    var layers = [Int](repeating: 0, count: losses.count)
    // In this order whoever dominates a vector comes before it, so a front is compared with itself only.
    var left = losses.indices.sorted { losses[$0].lexicographicallyPrecedes(losses[$1]) }
    var layer = 0
    var placed = 0
    while !left.isEmpty {
      var front: [Int] = []
      var rest: [Int] = []
      for one in left {
        if placed < count, !front.contains(where: { dominates(losses[$0], losses[one]) }) {
          front.append(one)
        } else {
          rest.append(one)
        }
      }
      for index in placed < count ? front : rest { layers[index] = layer }
      placed += front.count
      left = placed == losses.count || front.isEmpty ? [] : rest
      layer += 1
    }
    return layers
  }

  /// Nowhere worse and somewhere better.
  static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    zip(a, b).allSatisfy { $0 <= $1 } && zip(a, b).contains { $0 < $1 }
  }
}
