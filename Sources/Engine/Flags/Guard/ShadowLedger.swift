/// A guard's sums over the calls that ran both.
///
/// - Complexity: O(1) time a pair, and memory for the last 255 ratios; no allocation after `init`.
struct ShadowLedger: Sendable {
  static let keptRatios = 255

  private(set) var shadows = 0
  private(set) var skipped = 0
  private(set) var bet = SlownessBet()
  var decision: GuardDecision?
  private var running = 0
  private var begun = 0
  private var controlNanoseconds = 0.0
  private var candidateNanoseconds = 0.0
  private var extraNanoseconds = 0.0
  private var ratios: [Double]

  init() {
    ratios = []
    ratios.reserveCapacity(Self.keptRatios)
  }

  /// Whether the next shadow fits under the bound, and if so whether its control runs first.
  ///
  ///     extra so far + mean extra · shadows under way ≤ maximum cost · calls · mean candidate time
  ///
  /// The first shadow always does: what it costs is not known before.
  mutating func begin(calls: Int, maximumCost: Double) -> Bool? {
    let expected = shadows == 0 ? 0 : extraNanoseconds + extraNanoseconds / Double(shadows) * Double(running + 1)
    let isWithin =
      shadows == 0
      ? running == 0 : expected <= maximumCost * Double(calls) * candidateNanoseconds / Double(shadows)
    guard isWithin else {
      skipped += 1
      return nil
    }
    running += 1
    begun += 1
    return begun % 2 == 1
  }

  /// Notes what a pair has taken.
  ///
  /// - Parameter isJudged: whether both gave a result: a failure is not fast or slow.
  mutating func end(_ pair: ShadowTimes, margin: Double, isJudged: Bool) {
    running -= 1
    shadows += 1
    controlNanoseconds += pair.control
    candidateNanoseconds += pair.candidate
    extraNanoseconds += max(0, pair.whole - pair.candidate)
    guard isJudged else { return }
    bet.observe(isSlow: pair.candidate > pair.control * (1 + margin))
    // A clock too coarse for the operation tells nothing about its ratio.
    guard pair.control > 0 else { return }
    let ratio = pair.candidate / pair.control
    if ratios.count < Self.keptRatios { ratios.append(ratio) } else { ratios[bet.pairs % Self.keptRatios] = ratio }
  }

  var meanRatio: Double? { controlNanoseconds > 0 ? candidateNanoseconds / controlNanoseconds : nil }

  var medianRatio: Double? { ratios.isEmpty ? nil : ratios.sorted()[ratios.count / 2] }

  /// Over the calls up to a decision: later ones have no shadows.
  func costShare(calls: Int) -> Double {
    let served = candidateNanoseconds / Double(max(shadows, 1)) * Double(calls)
    return served > 0 ? extraNanoseconds / served : 0
  }
}

/// What one shadow has taken, in nanoseconds.
struct ShadowTimes: Sendable {
  var control = 0.0
  var candidate = 0.0
  /// Both and their comparison.
  var whole = 0.0
}
