/// Decides from what a trial reports on its way whether the rest of it is worth its time.
public protocol Pruner: Sendable {
  var name: String { get }
  /// - Parameters:
  ///   - losses: of this trial by step, smaller is better.
  ///   - others: the same of the study's other trials, finished, stopped and running.
  /// - Returns: whether to stop after the last step in `losses`.
  func stops(_ losses: [Int: Double], others: [[Int: Double]]) -> Bool
}

/// Stops a trial whose best loss so far is worse than the median of the others at the same step.
///
/// - Source: D. Golovin et al., "Google Vizier" (2017), the median stopping rule.
public struct MedianPruner: Pruner {
  public var name: String { "median" }
  private let startupTrials: Int
  private let warmupSteps: Int

  /// - Parameters:
  ///   - startupTrials: others that must have reached the step before any trial is stopped.
  ///   - warmupSteps: steps at which no trial is stopped.
  public init(startupTrials: Int = 5, warmupSteps: Int = 0) {
    self.startupTrials = startupTrials
    self.warmupSteps = warmupSteps
  }

  public func stops(_ losses: [Int: Double], others: [[Int: Double]]) -> Bool {
    guard let step = losses.keys.max(), step >= warmupSteps, let now = losses[step] else { return false }
    if now.isNaN { return true }
    let there = others.compactMap { $0[step] }.filter { !$0.isNaN }.sorted()
    guard there.count >= max(startupTrials, 1) else { return false }
    let middle = there.count / 2
    let median = there.count % 2 == 1 ? there[middle] : (there[middle - 1] + there[middle]) / 2
    let best = losses.filter { $0.key <= step && !$0.value.isNaN }.values.min() ?? now
    return best > median
  }
}

/// Stops, at each rung, all but the best part of the trials that have come to it.
///
/// Rungs are the steps `first · factorᵏ`; of the trials that reached a rung the best 1 / factor go on (asynchronous successive
/// halving).
///
/// - Source: L. Li et al., "A system for massively parallel hyperparameter tuning" (2020).
public struct SuccessiveHalvingPruner: Pruner {
  public var name: String { "successive-halving" }
  private let first: Int
  private let factor: Int

  /// - Precondition: a first rung of at least 1 and a factor of at least 2.
  public init(first: Int = 1, factor: Int = 4) {
    precondition(first >= 1 && factor >= 2, "rungs lie at first · factorᵏ")
    self.first = first
    self.factor = factor
  }

  public func stops(_ losses: [Int: Double], others: [[Int: Double]]) -> Bool {
    guard let step = losses.keys.max(), let now = losses[step], isRung(step) else { return false }
    if now.isNaN { return true }
    let there = (others.compactMap { $0[step] }.filter { !$0.isNaN } + [now]).sorted()
    // The first one at a rung has nobody to be compared with.
    let promoted = max(there.count / factor, 1)
    return now > there[promoted - 1]
  }

  private func isRung(_ step: Int) -> Bool {
    var rung = first
    while rung < step {
      let (next, overflow) = rung.multipliedReportingOverflow(by: factor)
      if overflow { return false }
      rung = next
    }
    return rung == step
  }
}
