/// Whether a candidate is slower than it may be, decided while pairs come in, however often one looks.
///
/// Each pair is a bet at even odds that the candidate took longer than margin and control allow. The stake is the share by
/// which slow pairs have led so far, and nothing while they do not:
///
///     λ = max(0, (slow − fast) / (pairs + 2));   capital ← capital · (1 + λ) if slow, capital · (1 − λ) if not
///
/// While slow pairs are no likelier than fast ones the capital is not expected to grow, so it reaches 1,000 in at most one
/// of 1,000 roll-outs, whenever one stops (Ville's inequality). Only the sign of a pair counts: no outlier can do more than
/// one pair, and nothing is assumed of how times are distributed. A candidate that is always slower loses by pair 14;
/// one that becomes so after `n` even pairs by some √(2n · ln(1000 √n)) more: 500 after 10,000.
///
/// - Complexity: O(1) time and memory a pair.
/// - Source: Shafer and Vovk, *Game-Theoretic Foundations for Probability and Finance*, 2019; Waudby-Smith and Ramdas,
///   "Estimating means of bounded random variables by betting", JRSS B 86, 2024.
public struct SlownessBet: Sendable {
  /// One in so many roll-outs of a candidate that is fast enough may be taken back.
  public static let falseAlarmsOneIn = 1_000.0

  public private(set) var pairs = 0
  public private(set) var slow = 0
  public private(set) var capital = 1.0

  public init() {}

  public var isLost: Bool { capital >= Self.falseAlarmsOneIn }

  public mutating func observe(isSlow: Bool) {
    let fast = pairs - slow
    let stake = max(0, Double(slow - fast) / Double(pairs + 2))
    capital *= isSlow ? 1 + stake : 1 - stake
    pairs += 1
    if isSlow { slow += 1 }
  }
}
